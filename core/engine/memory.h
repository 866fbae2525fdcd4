#pragma once

#include <cstdint>

namespace rw {

/// Bytes; 0 where the system does not tell.
struct MemoryUse
{
    std::int64_t resident = 0;  ///< of this process
    std::int64_t peak = 0;      ///< largest resident so far
    std::int64_t total = 0;     ///< of the machine
    std::int64_t available = 0; ///< to processes that ask for it now, without swapping
};

MemoryUse memoryUse();

/// Gives the system what the C library keeps for the next training step (core/commands/torch_program): for
/// when something else needs the memory, or no step follows.
void releaseUnusedMemory();

} // namespace rw
