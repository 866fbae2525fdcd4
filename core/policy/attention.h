#pragma once

#include <ATen/core/Tensor.h>

namespace rw {

/// Queries, keys and values of some rows of a batch, split into heads, turned by their positions.
/// Query heads are laid out by the key/value head they read: keys and values are never repeated.
struct Heads
{
    at::Tensor query; ///< [sequences..., kv, shared, tokens, dim], already scaled
    at::Tensor key;   ///< [sequences..., kv, tokens, dim]
    at::Tensor value; ///< [sequences..., kv, tokens, dim]
};

/// What the queries of a GroupBatch may look at, as terms added to scores: 0, or -1e30 where hidden.
struct AttentionMasks
{
    at::Tensor promptSelf;   ///< prompts among themselves: [groups, 1, 1, prompt, prompt]
    at::Tensor promptKeys;   ///< answers to their prompt: [groups, 1, 1, 1, 1 or tokens, prompt]
    at::Tensor answerCausal; ///< answers to their own prefix: [tokens, tokens]
};

/// Large enough to vanish in a softmax, finite so that a row that sees nothing stays free of NaN.
inline constexpr double kHiddenScore = -1e30;

/// Mask to be added to scores: 0 where a key may be seen, -1e30 after the query and `window` or more tokens
/// before it. [tokens, tokens]
/// @param window 0: none
at::Tensor causalMask(std::int64_t tokens, std::int64_t window, c10::Device device);

/// What answers and prompts may look at.
/// @param promptMask [groups, prompt] bool, left-padded: true where a token stands
/// @param answerTokens number of tokens of each answer that are fed
AttentionMasks groupMasks(const at::Tensor& promptMask, std::int64_t answerTokens, std::int64_t window);

/// The softmax of scores, computed in fp32, in their own type.
at::Tensor attentionWeights(const at::Tensor& scores);

/// Attention of sequences to themselves. Heads [batch, kv, ...].
/// @param mask broadcasts against [batch, kv, shared, tokens, tokens]
/// @return [batch, tokens, heads * dim]
at::Tensor attendToSelf(const Heads& heads, const at::Tensor& mask);

/// Attention of answers to [their group's prompt | their own prefix].
/// @param answers [groups, kv, answers, ...]: query [groups, kv, answers, shared, tokens, dim], key and value
///                [groups, kv, answers, tokens, dim]
/// @param prompt  key and value [groups, kv, prompt, dim]
/// @return [groups, answers, tokens, heads * dim]
at::Tensor attendToPromptAndSelf(const Heads& answers, const Heads& prompt, const AttentionMasks& masks);

} // namespace rw
