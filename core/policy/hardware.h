#pragma once

namespace rw {

/// What this machine can do at best, by measurement.
struct HardwareLimits
{
    double gemmGflops = 0.0;               ///< fp32 matrix products, a multiply-add counting two
    double memoryGigabytesPerSecond = 0.0; ///< reading, 10^9 bytes
};

/// Measures in this process with LibTorch's threads on the CPU, in about a second.
HardwareLimits measureHardwareLimits();

} // namespace rw
