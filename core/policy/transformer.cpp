#include "core/policy/transformer.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/attention.h"
#include "core/policy/decoder.h"
#include "core/policy/rope.h"
#include "core/policy/torch_compat.h"
#include "core/policy/weight_layout.h"

#include <cmath>

namespace rw {

namespace {

constexpr double kInitialStd = 0.02;

/// Rotation angles for rows and, with the attention scale in them, for queries.
struct Rotations
{
    RopeTensors key;
    RopeTensors query;
};

Rotations withAttentionScale(const RopeTensors& angles, const ModelConfig& config)
{
    const double scale = 1.0 / std::sqrt(static_cast<double>(config.headDim));
    return {angles, {angles.cos * scale, angles.sin * scale}};
}

/// Splits projections of [batch, tokens] rows into heads. @param rotations broadcast against
/// [batch, kv, shared, tokens, half] for queries and against [batch, kv, tokens, half] for keys.
Heads splitHeads(const Projections& rows, std::int64_t batch, std::int64_t tokens, const ModelConfig& config,
                 const Rotations& rotations)
{
    const std::int64_t kv = config.kvHeads, dim = config.headDim, shared = config.heads / config.kvHeads;
    const at::Tensor query = rows.query.view({batch, tokens, kv, shared, dim}).permute({0, 2, 3, 1, 4});
    const at::Tensor key = rows.key.view({batch, tokens, kv, dim}).transpose(1, 2);
    const at::Tensor value = rows.value.view({batch, tokens, kv, dim}).transpose(1, 2);
    return {applyRope(query, rotations.query), applyRope(key, rotations.key), value};
}

/// The same for answers: [groups, answers, tokens] rows, heads in front of answers.
Heads splitAnswerHeads(const Projections& rows, at::IntArrayRef sizes, const ModelConfig& config,
                       const Rotations& rotations)
{
    const std::int64_t groups = sizes[0], answers = sizes[1], tokens = sizes[2];
    const std::int64_t kv = config.kvHeads, dim = config.headDim, shared = config.heads / config.kvHeads;
    const at::Tensor query =
        rows.query.reshape({groups, answers, tokens, kv, shared, dim}).permute({0, 3, 1, 4, 2, 5});
    const at::Tensor key = rows.key.reshape({groups, answers, tokens, kv, dim}).permute({0, 3, 1, 2, 4});
    const at::Tensor value = rows.value.reshape({groups, answers, tokens, kv, dim}).permute({0, 3, 1, 2, 4});
    return {applyRope(query, rotations.query), applyRope(key, rotations.key), value};
}

RopeTensors gather(const RopeTensors& table, const at::Tensor& positions, at::IntArrayRef shape)
{
    const at::Tensor flat = positions.reshape({-1});
    return {table.cos.index_select(0, flat).view(shape), table.sin.index_select(0, flat).view(shape)};
}

Projections narrowRows(const Projections& all, std::int64_t begin, std::int64_t count)
{
    return {all.query.narrow(0, begin, count), all.key.narrow(0, begin, count),
            all.value.narrow(0, begin, count)};
}

/// A mask term: 0 where `visible`, -1e30 elsewhere.
at::Tensor maskTerm(const at::Tensor& visible)
{
    return visible.logical_not().to(at::kFloat).mul_(kHiddenScore);
}

AttentionMasks groupMasks(const at::Tensor& promptMask, std::int64_t answerTokens)
{
    const std::int64_t groups = promptMask.size(0), prompt = promptMask.size(1);
    const c10::Device device = promptMask.device();
    const at::TensorOptions options = at::TensorOptions().dtype(at::kBool).device(device);
    const at::Tensor causal = at::ones({prompt, prompt}, options).tril();
    // A padding position sees itself alone, so that its softmax has something to sum over.
    const at::Tensor itself = at::eye(prompt, options);
    const at::Tensor visible = promptMask.view({groups, 1, prompt}).logical_or(itself).logical_and(causal);
    return {maskTerm(visible).view({groups, 1, 1, prompt, prompt}),
            maskTerm(promptMask).view({groups, 1, 1, 1, 1, prompt}), causalMask(answerTokens, device)};
}

} // namespace

Transformer::Transformer(const ModelConfig& config, c10::Device device)
    : m_config(config)
    , m_device(device)
{
    if (config.heads <= 0 || config.kvHeads <= 0 || config.heads % config.kvHeads != 0)
        throw Error("The model has " + std::to_string(config.heads) + " attention heads for " +
                        std::to_string(config.kvHeads) + " key/value heads; the one must divide the other.",
                    "Correct num_attention_heads and num_key_value_heads in config.json.");
    if (config.headDim <= 0 || config.headDim % 2 != 0)
        throw Error("The model's head_dim is " + std::to_string(config.headDim) +
                        ", but rotary positions need an even one.",
                    "Correct head_dim in config.json.");
}

Transformer::Transformer(const ModelConfig& config, std::uint64_t seed, c10::Device device)
    : Transformer(config, device)
{
    Rng rng(seed);
    const double residualStd = kInitialStd / std::sqrt(2.0 * static_cast<double>(config.layers));
    for (const WeightSpec& weight : decoderWeights(config)) {
        at::Tensor tensor = at::empty(weight.shape, floatOptions(c10::kCPU));
        float* values = tensor.data_ptr<float>();
        const bool isNorm = weight.shape.size() == 1;
        const double std = addsToResidual(weight.role) ? residualStd : kInitialStd;
        for (std::int64_t i = 0; i < tensor.numel(); ++i)
            values[i] = isNorm ? 1.0F : static_cast<float>(std * rng.normal());
        m_parameters.push_back({weight.name, tensor.to(device).requires_grad_(true)});
    }
}

std::int64_t Transformer::parameterCount() const
{
    std::int64_t count = 0;
    for (const NamedTensor& parameter : m_parameters)
        count += parameter.tensor.numel();
    return count;
}

Transformer Transformer::clone() const
{
    const at::NoGradGuard noGrad;
    Transformer copy(m_config, m_device);
    for (const NamedTensor& parameter : m_parameters)
        copy.m_parameters.push_back({parameter.name, parameter.tensor.detach().clone()});
    return copy;
}

at::Tensor Transformer::hiddenStates(const at::Tensor& tokens) const
{
    const std::int64_t batch = tokens.size(0), length = tokens.size(1);
    const Rotations rotations = withAttentionScale(ropeTensors(m_config, length, m_device), m_config);
    const at::Tensor mask = causalMask(length, m_device);
    const auto attention = [&](const Projections& rows) {
        const Heads heads = splitHeads(rows, batch, length, m_config, rotations);
        return attendToSelf(heads, mask).view({batch * length, -1});
    };
    const WeightView weights(m_parameters, m_config);
    return decodeRows(weights, m_config, tokens.reshape({-1}), attention)
        .view({batch, length, m_config.hiddenSize});
}

at::Tensor Transformer::answerStates(const GroupBatch& batch) const
{
    const std::int64_t groups = batch.promptTokens.size(0), prompt = batch.promptTokens.size(1);
    const std::int64_t answers = batch.answerTokens.size(1), tokens = batch.answerTokens.size(2);
    const std::int64_t hidden = m_config.hiddenSize;
    // The last answer token predicts nothing that is asked for; the prompt's last one predicts the first.
    const std::int64_t fed = tokens - 1;
    const std::int64_t promptRows = groups * prompt;

    const RopeTensors table = ropeTensors(m_config, prompt + tokens, m_device);
    const std::int64_t half = m_config.headDim / 2;
    const at::Tensor lengths = batch.promptMask.sum(1);
    const at::Tensor promptPositions = batch.promptMask.cumsum(1).sub(1).clamp_min(0);
    const at::Tensor answerPositions =
        lengths.unsqueeze(1).add(at::arange(fed, lengths.options())); // [groups, fed]

    const auto rotationsFor = [&](const at::Tensor& positions, std::int64_t length, bool forAnswers) {
        const RopeTensors keys = forAnswers ? gather(table, positions, {groups, 1, 1, length, half})
                                            : gather(table, positions, {groups, 1, length, half});
        Rotations both = withAttentionScale(keys, m_config);
        both.query.cos = both.query.cos.unsqueeze(2);
        both.query.sin = both.query.sin.unsqueeze(2);
        return both;
    };
    const Rotations promptRotations = rotationsFor(promptPositions, prompt, false);
    const Rotations answerRotations = rotationsFor(answerPositions, fed, true);
    const AttentionMasks masks = groupMasks(batch.promptMask, fed);

    const auto attention = [&](const Projections& rows) {
        const Heads promptHeads =
            splitHeads(narrowRows(rows, 0, promptRows), groups, prompt, m_config, promptRotations);
        const at::Tensor fromPrompts = attendToSelf(promptHeads, masks.promptSelf).view({promptRows, -1});
        if (fed == 0)
            return fromPrompts;
        const Heads answerHeads = splitAnswerHeads(narrowRows(rows, promptRows, groups * answers * fed),
                                                   {groups, answers, fed}, m_config, answerRotations);
        return at::cat(at::TensorList{
            fromPrompts,
            attendToPromptAndSelf(answerHeads, promptHeads, masks).view({groups * answers * fed, -1})});
    };

    const at::Tensor rows = at::cat(
        at::TensorList{batch.promptTokens.reshape({-1}), batch.answerTokens.narrow(2, 0, fed).reshape({-1})});
    const WeightView weights(m_parameters, m_config);
    const at::Tensor states = decodeRows(weights, m_config, rows, attention);
    const at::Tensor first = states.narrow(0, 0, promptRows)
                                 .view({groups, prompt, hidden})
                                 .narrow(1, prompt - 1, 1)
                                 .unsqueeze(1)
                                 .expand({groups, answers, 1, hidden});
    const at::Tensor later =
        states.narrow(0, promptRows, groups * answers * fed).view({groups, answers, fed, hidden});
    return at::cat(at::TensorList{first, later}, 2);
}

at::Tensor Transformer::logits(const at::Tensor& hidden) const
{
    return at::linear(hidden, WeightView(m_parameters, m_config).head());
}

std::vector<float> sequenceLogprobs(const Transformer& model, std::span<const std::int32_t> tokens)
{
    if (tokens.size() < 2)
        return {};
    const at::NoGradGuard noGrad;
    const at::Tensor ids = at::tensor(at::ArrayRef<std::int32_t>(tokens.data(), tokens.size()), at::kLong)
                               .view({1, -1})
                               .to(model.device());
    const std::int64_t predicted = ids.size(1) - 1;
    const at::Tensor logits = model.logits(model.hiddenStates(ids).narrow(1, 0, predicted).squeeze(0));
    const at::Tensor chosen = logits.gather(1, ids.narrow(1, 1, predicted).view({-1, 1})).squeeze(1);
    const at::Tensor logprobs = (chosen - logits.logsumexp(1)).to(at::kCPU).contiguous();
    const float* values = logprobs.data_ptr<float>();
    return {values, values + predicted};
}

} // namespace rw
