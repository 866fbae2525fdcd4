#include "core/policy/attention.h"

#include "core/policy/products.h"
#include "core/policy/torch_compat.h"

namespace rw {

namespace {

/// A mask term: 0 where `visible`, -1e30 elsewhere.
at::Tensor maskTerm(const at::Tensor& visible)
{
    return visible.logical_not().to(at::kFloat).mul_(kHiddenScore);
}

/// Whether a key stands less than `window` tokens before a query that is `ahead` tokens further on than their
/// indices say. [queries, keys] bool
at::Tensor withinWindow(std::int64_t queries, std::int64_t keys, std::int64_t ahead, std::int64_t window,
                        c10::Device device)
{
    const at::TensorOptions options = at::TensorOptions().dtype(at::kLong).device(device);
    const at::Tensor distance =
        at::arange(queries, options).add(ahead).unsqueeze(1) - at::arange(keys, options);
    return distance.lt(window);
}

} // namespace

at::Tensor causalMask(std::int64_t tokens, std::int64_t window, c10::Device device)
{
    const at::Tensor all = at::ones({tokens, tokens}, floatOptions(device));
    const at::Tensor later = all.triu(1);
    return (window == 0 ? later : later + all.tril(-window)).mul(kHiddenScore);
}

AttentionMasks groupMasks(const at::Tensor& promptMask, std::int64_t answerTokens, std::int64_t window)
{
    const std::int64_t groups = promptMask.size(0), prompt = promptMask.size(1);
    const c10::Device device = promptMask.device();
    const at::TensorOptions options = at::TensorOptions().dtype(at::kBool).device(device);
    at::Tensor seen = at::ones({prompt, prompt}, options).tril();
    at::Tensor fromAnswers = promptMask.view({groups, 1, prompt});
    if (window > 0) {
        seen = seen.logical_and(withinWindow(prompt, prompt, 0, window, device));
        fromAnswers = fromAnswers.logical_and(withinWindow(answerTokens, prompt, prompt, window, device));
    }
    // A padding position sees itself alone, so that its softmax has something to sum over.
    const at::Tensor itself = at::eye(prompt, options);
    const at::Tensor visible = promptMask.view({groups, 1, prompt}).logical_or(itself).logical_and(seen);
    return {maskTerm(visible).view({groups, 1, 1, prompt, prompt}),
            maskTerm(fromAnswers).view({groups, 1, 1, 1, -1, prompt}),
            causalMask(answerTokens, window, device)};
}

at::Tensor attentionWeights(const at::Tensor& scores)
{
    return at::softmax(scores, -1, at::kFloat).to(scores.scalar_type());
}

at::Tensor attendToSelf(const Heads& heads, const at::Tensor& mask)
{
    const auto sizes = heads.query.sizes();
    const std::int64_t batch = sizes[0], kv = sizes[1], shared = sizes[2], tokens = sizes[3], dim = sizes[4];

    const at::Tensor query = heads.query.reshape({batch * kv, shared * tokens, dim});
    const at::Tensor key = heads.key.reshape({batch * kv, tokens, dim});
    const at::Tensor value = heads.value.reshape({batch * kv, tokens, dim});

    const at::Tensor scores =
        batchedProduct(query, key.transpose(1, 2)).view({batch, kv, shared, tokens, tokens});
    const at::Tensor weights = attentionWeights(scores.add_(mask));
    const at::Tensor mixed = batchedProduct(weights.view({batch * kv, shared * tokens, tokens}), value);
    return mixed.view({batch, kv * shared, tokens, dim})
        .transpose(1, 2)
        .reshape({batch, tokens, kv * shared * dim});
}

at::Tensor attendToPromptAndSelf(const Heads& answers, const Heads& prompt, const AttentionMasks& masks)
{
    const auto sizes = answers.query.sizes();
    const std::int64_t groups = sizes[0], kv = sizes[1], count = sizes[2], shared = sizes[3];
    const std::int64_t tokens = sizes[4], dim = sizes[5];
    const std::int64_t promptTokens = prompt.key.size(2);
    const std::int64_t rows = count * shared * tokens;

    const at::Tensor promptKey = prompt.key.reshape({groups * kv, promptTokens, dim});
    const at::Tensor promptValue = prompt.value.reshape({groups * kv, promptTokens, dim});
    const at::Tensor ownKey = answers.key.reshape({groups * kv * count, tokens, dim});
    const at::Tensor ownValue = answers.value.reshape({groups * kv * count, tokens, dim});

    // All answers of a group meet their prompt in one product; each meets its own prefix in one of its own.
    const at::Tensor toPrompt =
        batchedProduct(answers.query.reshape({groups * kv, rows, dim}), promptKey.transpose(1, 2))
            .view({groups, kv, count, shared, tokens, promptTokens});
    const at::Tensor toSelf =
        batchedProduct(answers.query.reshape({groups * kv * count, shared * tokens, dim}),
                       ownKey.transpose(1, 2))
            .view({groups, kv, count, shared, tokens, tokens});
    const at::Tensor weights = attentionWeights(
        at::cat(at::TensorList{toPrompt.add_(masks.promptKeys), toSelf.add_(masks.answerCausal)}, -1));

    const at::Tensor fromPrompt = batchedProduct(
        weights.narrow(-1, 0, promptTokens).reshape({groups * kv, rows, promptTokens}), promptValue);
    const at::Tensor fromSelf = batchedProduct(
        weights.narrow(-1, promptTokens, tokens).reshape({groups * kv * count, shared * tokens, tokens}),
        ownValue);
    return fromPrompt.view({groups, kv, count, shared, tokens, dim})
        .add(fromSelf.view({groups, kv, count, shared, tokens, dim}))
        .permute({0, 2, 4, 1, 3, 5})
        .reshape({groups, count, tokens, kv * shared * dim});
}

} // namespace rw
