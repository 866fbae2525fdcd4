#include "core/base/cores.h"

#include <sched.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

namespace rw {

int physicalCores()
{
    cpu_set_t allowed;
    CPU_ZERO(&allowed);
    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0)
        return 1;
    std::set<std::string> cores;
    for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
        if (!CPU_ISSET(cpu, &allowed))
            continue;
        // Hardware threads of one core name the same siblings, for example "0,4".
        std::ifstream file("/sys/devices/system/cpu/cpu" + std::to_string(cpu) +
                           "/topology/thread_siblings_list");
        std::string siblings = "cpu" + std::to_string(cpu);
        std::getline(file, siblings);
        cores.insert(siblings.empty() ? "cpu" + std::to_string(cpu) : siblings);
    }
    return std::max(1, static_cast<int>(cores.size()));
}

} // namespace rw
