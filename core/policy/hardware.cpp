#include "core/policy/hardware.h"

#include "core/policy/float_buffer.h"
#include "core/policy/parallel.h"
#include "core/policy/products.h"
#include "core/policy/row_kernels.h"
#include "core/policy/torch_compat.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace rw {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kTimeForEach = std::chrono::milliseconds(400);
constexpr int kLeastRepeats = 3;

/// Shortest time of `work` in seconds: what else runs on the machine only ever adds.
template <class Work>
double bestSeconds(const Work& work)
{
    double best = 1e30;
    const Clock::time_point begin = Clock::now();
    for (int i = 0; i < kLeastRepeats || Clock::now() - begin < kTimeForEach; ++i) {
        const Clock::time_point start = Clock::now();
        work();
        best = std::min(best, std::chrono::duration<double>(Clock::now() - start).count());
    }
    return best;
}

double measureGemm()
{
    constexpr std::int64_t kSize = 1024;
    const at::Tensor a = at::ones({kSize, kSize}, floatOptions(c10::kCPU));
    const at::Tensor b = at::ones({kSize, kSize}, floatOptions(c10::kCPU));
    at::Tensor product = at::empty({kSize, kSize}, floatOptions(c10::kCPU));
    const double seconds = bestSeconds([&] { multiply(a, b, product); });
    return 2e-9 * static_cast<double>(kSize * kSize * kSize) / seconds;
}

/// Reads as decoding does: floats on huge pages, in order, by vectors.
double measureReading(std::size_t bytes)
{
    // Larger than the caches of servers' virtual machines that show 480 MB would cost seconds to fill; what
    // one core may keep of it is far less.
    constexpr std::size_t kMostFloats = std::size_t{128} << 20U, kFewestFloats = std::size_t{1} << 11U;
    const std::size_t count = std::clamp(bytes / sizeof(float), kFewestFloats, kMostFloats);
    FloatBuffer floats(count);
    std::fill_n(floats.data(), count, 1.0F);
    std::atomic<bool> allRead{true}; // asked below: the reading must be done
    const double seconds = bestSeconds([&] {
        parallelFor(count, count / 64, [&](std::size_t begin, std::size_t end) {
            if (rowKernels().maximum(floats.data() + begin, end - begin) < 1.0F)
                allRead = false;
        });
    });
    return allRead ? 1e-9 * static_cast<double>(count * sizeof(float)) / seconds : 0.0;
}

} // namespace

HardwareLimits measureHardwareLimits(std::size_t bytes)
{
    const at::NoGradGuard noGrad;
    return {measureGemm(), measureReading(bytes)};
}

} // namespace rw
