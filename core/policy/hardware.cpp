#include "core/policy/hardware.h"

#include "core/policy/parallel.h"
#include "core/policy/torch_compat.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <vector>

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
    const double seconds = bestSeconds([&] { at::mm_out(product, a, b); });
    return 2e-9 * static_cast<double>(kSize * kSize * kSize) / seconds;
}

/// Adds up words, eight sums at a time so that memory is what limits it.
std::uint64_t sumOf(const std::uint64_t* words, std::size_t count)
{
    std::uint64_t sums[8] = {};
    for (std::size_t i = 0; i + 8 <= count; i += 8) {
        for (std::size_t lane = 0; lane < 8; ++lane)
            sums[lane] += words[i + lane];
    }
    std::uint64_t total = 0;
    for (const std::uint64_t sum : sums)
        total += sum;
    return total;
}

double measureReading(std::size_t bytes)
{
    // Larger than the caches of servers' virtual machines that show 480 MB would cost seconds to fill; what
    // one core may keep of it is far less.
    constexpr std::size_t kMostWords = std::size_t{64} << 20U, kFewestWords = std::size_t{1} << 10U;
    const std::size_t count = std::clamp(bytes / sizeof(std::uint64_t), kFewestWords, kMostWords);
    const std::vector<std::uint64_t> words(count, 1);
    std::atomic<std::uint64_t> total{0}; // read below: the sums must be made
    const double seconds = bestSeconds([&] {
        parallelFor(count, count / 64, [&](std::size_t begin, std::size_t end) {
            total += sumOf(words.data() + begin, end - begin);
        });
    });
    return total.load() == 0 ? 0.0 : 1e-9 * static_cast<double>(count * sizeof(std::uint64_t)) / seconds;
}

} // namespace

HardwareLimits measureHardwareLimits(std::size_t bytes)
{
    const at::NoGradGuard noGrad;
    return {measureGemm(), measureReading(bytes)};
}

} // namespace rw
