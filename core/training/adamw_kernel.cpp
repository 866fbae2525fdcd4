#include "core/training/adamw_kernel.h"

#include <cmath>

namespace rw {

void adamwUpdate(const AdamWStep& step, const float* __restrict gradient, float* __restrict weight,
                 float* __restrict firstMoment, float* __restrict secondMoment, std::size_t count)
{
    const AdamWStep s = step;
    for (std::size_t i = 0; i < count; ++i) {
        const float g = gradient[i] * s.gradientScale;
        const float m = s.beta1 * firstMoment[i] + (1.0F - s.beta1) * g;
        const float v = s.beta2 * secondMoment[i] + (1.0F - s.beta2) * g * g;
        firstMoment[i] = m;
        secondMoment[i] = v;
        weight[i] = weight[i] * s.keep - s.rate * m / (std::sqrt(v) * s.secondMomentScale + s.epsilon);
    }
}

double squaredSum(const float* values, std::size_t count)
{
    // Several sums at a time, so that an addition need not wait for the one before.
    constexpr std::size_t kLanes = 8;
    double sums[kLanes] = {};
    std::size_t i = 0;
    for (; i + kLanes <= count; i += kLanes) {
        for (std::size_t lane = 0; lane < kLanes; ++lane) {
            const auto value = static_cast<double>(values[i + lane]);
            sums[lane] += value * value;
        }
    }
    for (; i < count; ++i)
        sums[0] += static_cast<double>(values[i]) * static_cast<double>(values[i]);
    double sum = 0.0;
    for (const double part : sums)
        sum += part;
    return sum;
}

} // namespace rw
