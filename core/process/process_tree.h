#pragma once

#include <sys/types.h>

#include <cstdint>

namespace rw {

/// What a process and its descendants use at a moment.
struct TreeUse
{
    unsigned processes = 0;
    std::uint64_t residentBytes = 0;
    double cpuSeconds = 0.0; ///< of those alive, and of those they have waited for
};

/// Reads /proc. A descendant whose parent ended belongs to who took it over: inside a PID namespace that is
/// the namespace's first process, so nothing gets lost there.
TreeUse treeUse(pid_t root);

} // namespace rw
