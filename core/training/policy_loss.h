#pragma once

#include "core/rollout/training_config.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// Loss of each token by the clipped surrogate: -min(ratio A, clip(ratio, 1 - low, 1 + high) A), with
/// ratio = exp(logprob - old). Schulman et al., "Proximal Policy Optimization", 2017, eq. 7; the two-sided
/// range is that of Yu et al., "DAPO", 2025, eq. 10.
/// @param logprobs   current policy, with gradient. Any shape.
/// @param old        policy that drew the tokens. Same shape.
/// @param advantages same shape.
at::Tensor clippedTokenLoss(const at::Tensor& logprobs, const at::Tensor& old, const at::Tensor& advantages,
                            float epsilonLow, float epsilonHigh);

/// The estimator k3 of KL(policy || reference), at each token: exp(r - p) - (r - p) - 1, never negative.
/// Schulman, "Approximating KL Divergence", 2020; DeepSeekMath, eq. 4.
at::Tensor klToReference(const at::Tensor& logprobs, const at::Tensor& reference);

/// Share of tokens whose surrogate the clip range flattened: [below, above].
struct ClipRatios
{
    double low = 0.0;  ///< ratio < 1 - low with a negative advantage
    double high = 0.0; ///< ratio > 1 + high with a positive advantage
};
ClipRatios clipRatios(const at::Tensor& logprobs, const at::Tensor& old, const at::Tensor& advantages,
                      float epsilonLow, float epsilonHigh);

/// The weight of each token of a sequence in the step's loss, so that the loss is the sum of weight times
/// token loss. TRL's names: grpo: mean over sequences of token means; bnpo and dapo: mean over all tokens
/// (they differ only between several processes); dr_grpo: sum over (sequences times token limit).
/// @param lengths   tokens of each sequence that counts; 0 for one that does not, whose weight is 0
/// @param tokenLimit maxNewTokens
std::vector<float> tokenWeights(LossType type, std::span<const std::int64_t> lengths, int tokenLimit);

} // namespace rw
