#pragma once

#include <cstddef>

namespace rw {

/// What this machine can do at best, by measurement.
struct HardwareLimits
{
    double gemmGflops = 0.0;               ///< fp32 matrix products, a multiply-add counting two
    double memoryGigabytesPerSecond = 0.0; ///< reading, 10^9 bytes
};

/// Measures in this process with LibTorch's threads on the CPU, in about a second.
/// @param bytes read again and again, as a decode step reads its weights: what fits a cache is held against
/// the cache. At most 512 MB count.
HardwareLimits measureHardwareLimits(std::size_t bytes);

} // namespace rw
