#pragma once

#include "core/rollout/memory_estimate.h"

#include <ATen/core/Tensor.h>

namespace rw {

/// Log-probabilities and entropies of some tokens under a policy.
struct TokenLogprobs
{
    at::Tensor chosen;  ///< [rows], with gradient unless a NoGradGuard is held
    at::Tensor entropy; ///< [rows] nats, without gradient
};

/// What is asked of each row: which token, and what stands between the head's product and the softmax.
struct TokenQuery
{
    at::Tensor tokens;      ///< [rows] int64
    at::Tensor temperature; ///< [rows] float: logits are divided by it
    double softcap = 0.0;   ///< c: logits become c tanh(x / c) before; 0: none
};

/// log softmax(logits)[token] and its entropy, with logits = hidden head^T.
///
/// Where there are more logits than `mostKept` they never exist at once: rows go through the vocabulary in
/// blocks, and the backward pass computes them again. Gradients flow to `hidden` and, where it learns, to
/// `head`.
/// @param hidden [rows, hidden]  @param head [vocab, hidden], contiguous
TokenLogprobs tokenLogprobs(const at::Tensor& hidden, const at::Tensor& head, const TokenQuery& query,
                            std::int64_t mostKept = kLogitsKept);

} // namespace rw
