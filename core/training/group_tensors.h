#pragma once

#include "core/policy/transformer.h"
#include "core/training/micro_batches.h"
#include "core/training/token_logprobs.h"

#include <ATen/core/Tensor.h>

namespace rw {

/// A micro-batch as tensors, with what the objective needs of each answer token. Tokens are flattened: one
/// row for each real answer token, in the order of groups, answers, positions.
struct GroupTensors
{
    GroupBatch batch;
    at::Tensor positions;   ///< [rows] int64: index of each row in the flattened [groups, answers, tokens]
    at::Tensor tokens;      ///< [rows] int64: the token that stands there
    at::Tensor sampled;     ///< [rows] float: its log-probability when it was drawn
    at::Tensor answers;     ///< [rows] int64: which answer it belongs to, counted over all of the step
    at::Tensor temperature; ///< [rows] float: at which its group was drawn; 1 where the likeliest was taken
    at::Tensor
        isOwn; ///< [rows] bool: drawn from the whole distribution, so that `sampled` is the policy's own
};

/// Lays out groups of any sizes; shorter ones are padded.
/// @param batch at least one answer with at least one token in it
GroupTensors groupTensors(const MicroBatch& batch, c10::Device device);

/// Log-probabilities and entropies of the answer tokens, at the temperature that each was drawn at.
TokenLogprobs answerLogprobs(const Transformer& model, const GroupTensors& groups);

} // namespace rw
