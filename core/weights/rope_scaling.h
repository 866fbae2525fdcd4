#pragma once

#include "core/weights/model_config.h"

#include <span>
#include <vector>

namespace rw {

/// A rotary frequency, in radians a token, after stretching. Llama3: wavelengths beyond
/// originalPositions / lowFrequencyFactor are stretched by the whole factor, those below
/// originalPositions / highFrequencyFactor stay, with a linear ramp between.
double stretchedFrequency(double frequency, const RopeScaling& scaling);

/// What each of the headDim / 2 frequencies of full-attention layers is divided by: `rope_freqs.weight` of
/// GGUF files.
std::vector<float> ropeDivisors(const ModelConfig& config);

/// The Llama3 scaling whose divisors are `divisors`, with the bands of Llama 3.1 and later.
/// @return kind None where all are 1. @throws Error naming `what` if they follow another formula.
RopeScaling scalingOfDivisors(std::span<const float> divisors, const ModelConfig& config,
                              std::string_view what);

} // namespace rw
