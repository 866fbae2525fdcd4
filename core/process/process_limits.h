#pragma once

#include <cstddef>
#include <cstdint>

namespace rw {

/// What a child process and all that it starts may use. 0: no limit.
///
/// Memory and processor time are held by the kernel for each process (RLIMIT_DATA, RLIMIT_CPU), and for the
/// whole tree, like the number of processes, by looking at it some 20 times a second.
struct ProcessLimits
{
    std::uint64_t memoryBytes = 0; ///< resident, of the whole tree; of one process also what it has reserved
    double cpuSeconds = 0.0;       ///< of the whole tree
    unsigned processes = 0;
    std::uint64_t fileBytes = 0;              ///< size of any file that it writes
    std::size_t outputBytes = 1024UL * 1024U; ///< of stdout; of stderr the end is kept
};

} // namespace rw
