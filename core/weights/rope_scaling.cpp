#include "core/weights/rope_scaling.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rw {

namespace {

double llama3Frequency(double frequency, const RopeScaling& scaling)
{
    const double turns = scaling.originalPositions * frequency / (2.0 * std::numbers::pi);
    if (turns < scaling.lowFrequencyFactor)
        return frequency / scaling.factor;
    if (turns > scaling.highFrequencyFactor)
        return frequency;
    const double kept =
        (turns - scaling.lowFrequencyFactor) / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return frequency * ((1.0 - kept) / scaling.factor + kept);
}

} // namespace

double stretchedFrequency(double frequency, const RopeScaling& scaling)
{
    switch (scaling.kind) {
    case RopeScaling::Kind::None:
        break;
    case RopeScaling::Kind::Linear:
        return frequency / scaling.factor;
    case RopeScaling::Kind::Llama3:
        return llama3Frequency(frequency, scaling);
    }
    return frequency;
}

std::vector<float> ropeDivisors(const ModelConfig& config)
{
    std::vector<float> divisors;
    for (int i = 0; i < config.headDim / 2; ++i) {
        const double frequency = std::pow(config.ropeTheta, -2.0 * i / config.headDim);
        divisors.push_back(static_cast<float>(frequency / stretchedFrequency(frequency, config.ropeScaling)));
    }
    return divisors;
}

RopeScaling scalingOfDivisors(std::span<const float> divisors, const ModelConfig& config,
                              std::string_view what)
{
    constexpr float kTolerance = 1e-3F;
    if (std::all_of(divisors.begin(), divisors.end(), [](float divisor) { return divisor == 1.0F; }))
        return {};
    ModelConfig candidate = config;
    candidate.ropeScaling.kind = RopeScaling::Kind::Llama3;
    candidate.ropeScaling.factor = std::max(1.0, static_cast<double>(divisors.back()));
    const std::vector<float> expected = ropeDivisors(candidate);
    const bool fits = std::equal(divisors.begin(), divisors.end(), expected.begin(), expected.end(),
                                 [](float a, float b) { return std::abs(a - b) <= kTolerance * b; });
    if (!fits)
        throw Error(std::string(what) + " stretches its rotary positions in another way than Llama 3 does "
                                        "(rope_freqs.weight), which is not supported.",
                    "Use a model whose positions are stretched as in Llama 3.1, or not at all.");
    return candidate.ropeScaling;
}

} // namespace rw
