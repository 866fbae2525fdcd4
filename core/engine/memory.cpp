#include "core/engine/memory.h"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace rw {

namespace {

/// MemAvailable of /proc/meminfo, in bytes.
std::int64_t availableMemory()
{
    std::ifstream meminfo("/proc/meminfo");
    std::string key;
    for (std::int64_t kilobytes = 0; meminfo >> key >> kilobytes; meminfo.ignore(64, '\n')) {
        if (key == "MemAvailable:")
            return kilobytes * 1024;
    }
    return 0;
}

} // namespace

MemoryUse memoryUse()
{
    MemoryUse use;
    const std::int64_t page = ::sysconf(_SC_PAGESIZE);
    std::ifstream statm("/proc/self/statm");
    std::int64_t size = 0;
    std::int64_t resident = 0;
    if (statm >> size >> resident)
        use.resident = resident * page;
    use.total = ::sysconf(_SC_PHYS_PAGES) * page;
    use.available = availableMemory();
    rusage usage = {};
    if (::getrusage(RUSAGE_SELF, &usage) == 0)
        use.peak = std::int64_t{usage.ru_maxrss} * 1024;
    return use;
}

void releaseUnusedMemory()
{
    malloc_trim(0);
}

} // namespace rw
