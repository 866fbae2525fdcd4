#pragma once

#include "core/rollout/rollout.h"
#include "core/rollout/sampling_params.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// Draws tokens from logits. Holds scratch memory: one a thread.
///
/// Temperature first, then top-k, top-p and min-p as transformers defines them, except that tokens as likely
/// as the last one kept are kept too. At temperature 0 the likeliest token (the lower id of equals) is taken,
/// and what it was drawn from is a point mass: log-probability and entropy 0. Its list of likeliest tokens
/// still shows the softmax of the logits, so that people see what was close.
class Sampler
{
public:
    /// @param logits  of the whole vocabulary; not empty
    /// @param uniform in [0, 1): the inverse of the cumulative distribution is taken there, in order of ids
    /// @return the token, never one of probability 0, with what was known of it.
    /// @throws Error where logits are not numbers: the weights have diverged.
    TokenTrace draw(std::span<const float> logits, const SamplingParams& params, double uniform);

private:
    std::vector<float> m_kept;  ///< logits with -inf where truncated
    std::vector<float> m_terms; ///< exp((logit - largest) / temperature)
    std::vector<float> m_order; ///< logits, partly sorted
    std::vector<double> m_chunkSums;

    std::span<const float> truncate(std::span<const float> logits, const SamplingParams& params,
                                    float largest);
    float topKCut(std::span<const float> logits, int count);
    float topPCut(std::span<const float> logits, float largest, float scale, float mass);
    std::size_t invert(double uniform);
};

} // namespace rw
