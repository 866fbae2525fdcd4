#pragma once

#include <cstdint>

namespace rw {

/// How answers are drawn. The order is temperature, top-k, top-p, min-p, as in transformers and TRL.
struct SamplingParams
{
    int samples = 15;         ///< answers to each prompt, N
    std::uint64_t seed = 1;   ///< keys every draw together with prompt, answer and position
    float temperature = 1.0F; ///< 0 takes the likeliest token
    int topK = 0;             ///< 0: off
    float topP = 1.0F;        ///< 1: off
    float minP = 0.0F;        ///< 0: off
    int maxNewTokens = 96;

    bool operator==(const SamplingParams&) const = default;
};

/// @throws UsageError that names the first value out of range.
void validate(const SamplingParams& params);

} // namespace rw
