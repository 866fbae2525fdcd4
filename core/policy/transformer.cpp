#include "core/policy/transformer.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/attention.h"
#include "core/policy/decoder.h"
#include "core/policy/rope.h"
#include "core/policy/torch_compat.h"

#include <algorithm>
#include <cmath>

namespace rw {

namespace {

constexpr double kInitialStd = 0.02;

/// Splits projections of [batch, tokens] rows into heads.
/// @param rotation of keys [batch, kv, tokens, dim]
Heads splitHeads(const Projections& rows, std::int64_t batch, std::int64_t tokens, const ModelConfig& config,
                 const Rotation& rotation)
{
    const std::int64_t kv = config.kvHeads, dim = config.headDim, shared = config.heads / config.kvHeads;
    const at::Tensor query = rows.query.view({batch, tokens, kv, shared, dim}).permute({0, 2, 3, 1, 4});
    const at::Tensor key = rows.key.view({batch, tokens, kv, dim}).transpose(1, 2);
    const at::Tensor value = rows.value.view({batch, tokens, kv, dim}).transpose(1, 2);
    return {rotation.ofQuery(query), rotation.ofKey(key), value};
}

/// The same for answers: [groups, answers, tokens] rows, heads in front of answers.
/// @param rotation of keys [groups, kv, answers, tokens, dim]
Heads splitAnswerHeads(const Projections& rows, at::IntArrayRef sizes, const ModelConfig& config,
                       const Rotation& rotation)
{
    const std::int64_t groups = sizes[0], answers = sizes[1], tokens = sizes[2];
    const std::int64_t kv = config.kvHeads, dim = config.headDim, shared = config.heads / config.kvHeads;
    const at::Tensor query =
        rows.query.reshape({groups, answers, tokens, kv, shared, dim}).permute({0, 3, 1, 4, 2, 5});
    const at::Tensor key = rows.key.reshape({groups, answers, tokens, kv, dim}).permute({0, 3, 1, 2, 4});
    const at::Tensor value = rows.value.reshape({groups, answers, tokens, kv, dim}).permute({0, 3, 1, 2, 4});
    return {rotation.ofQuery(query), rotation.ofKey(key), value};
}

Projections narrowRows(const Projections& all, std::int64_t begin, std::int64_t count)
{
    return {all.query.narrow(0, begin, count), all.key.narrow(0, begin, count),
            all.value.narrow(0, begin, count)};
}

/// What layers of one kind see, and by how much they turn it.
struct SequenceView
{
    Rotation rotation;
    at::Tensor mask;
};

/// The same for groups of answers that share a prompt.
struct GroupView
{
    Rotation prompt;
    Rotation answers;
    AttentionMasks masks;
};

/// Places of the tokens of a GroupBatch in their texts. int64
struct GroupPositions
{
    at::Tensor prompt;  ///< [groups, prompt]; 0 for padding
    at::Tensor answers; ///< [groups, fed]: all answers of a group begin where its prompt ends
};

GroupPositions groupPositions(const at::Tensor& promptMask, std::int64_t fed, std::int64_t limit)
{
    const at::Tensor lengths = promptMask.sum(1);
    // Beyond the context stands the padding of short answers alone.
    return {promptMask.cumsum(1).sub(1).clamp_min(0),
            lengths.unsqueeze(1).add(at::arange(fed, lengths.options())).clamp_max(limit - 1)};
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
    const bool turns = config.positions == PositionKind::Rotary;
    if (config.headDim <= 0 || (turns && config.headDim % 2 != 0))
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
        const double std = addsToResidual(weight.role) ? residualStd : kInitialStd;
        for (std::int64_t i = 0; i < tensor.numel(); ++i)
            values[i] = static_cast<float>(isNormScale(weight.role) ? 1.0 - config.normOffset
                                           : isBias(weight.role)    ? 0.0
                                                                    : std * rng.normal());
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

at::Tensor Transformer::acting(std::size_t index, const WeightSpec& weight) const
{
    const at::Tensor& own = m_parameters[index].tensor;
    if (!m_adapter || weight.layer < 0 || !m_adapter->has(weight.role))
        return own.detach();
    return mergedWeight(own, m_adapter->at(static_cast<std::size_t>(weight.layer), weight.role));
}

std::vector<NamedTensor> Transformer::actingWeights() const
{
    const std::vector<WeightSpec> specs = decoderWeights(m_config);
    std::vector<NamedTensor> weights;
    for (std::size_t i = 0; i < specs.size(); ++i)
        weights.push_back({specs[i].name, acting(i, specs[i])});
    return weights;
}

void Transformer::setAdapter(LoraAdapter adapter)
{
    for (NamedTensor& parameter : m_parameters)
        parameter.tensor = parameter.tensor.detach();
    m_adapter = std::make_shared<const LoraAdapter>(std::move(adapter));
}

void Transformer::mergeAdapter()
{
    if (!m_adapter)
        return;
    const std::vector<WeightSpec> specs = decoderWeights(m_config);
    for (std::size_t i = 0; i < specs.size(); ++i)
        m_parameters[i].tensor = acting(i, specs[i]).requires_grad_(true);
    m_adapter.reset();
}

Transformer Transformer::base() const
{
    Transformer base(*this);
    base.m_adapter.reset();
    return base;
}

Transformer Transformer::clone() const
{
    const at::NoGradGuard noGrad;
    Transformer copy(m_config, m_device);
    for (const NamedTensor& parameter : m_parameters)
        copy.m_parameters.push_back({parameter.name, parameter.tensor.detach().clone()});
    if (m_adapter)
        copy.m_adapter = std::make_shared<const LoraAdapter>(m_adapter->clone());
    return copy;
}

bool Transformer::sharesWeights(const Transformer& other) const
{
    return m_adapter == other.m_adapter && m_parameters.size() == other.m_parameters.size() &&
           std::equal(m_parameters.begin(), m_parameters.end(), other.m_parameters.begin(),
                      [](const NamedTensor& a, const NamedTensor& b) {
                          return a.tensor.data_ptr() == b.tensor.data_ptr();
                      });
}

at::Tensor Transformer::hiddenStates(const at::Tensor& tokens) const
{
    const std::int64_t batch = tokens.size(0), length = tokens.size(1);
    const PerKind<SequenceView> views(m_config, [&](LayerKind kind) {
        return SequenceView{Rotation(m_config, ropeTensors(m_config, kind, length, m_device)),
                            causalMask(length, windowOf(m_config, kind), m_device)};
    });
    const auto attention = [&](std::size_t layer, const Projections& rows) {
        const SequenceView& view = views[kindOf(m_config, layer)];
        const Heads heads = splitHeads(rows, batch, length, m_config, view.rotation);
        return attendToSelf(heads, view.mask).view({batch * length, -1});
    };
    const at::Tensor positions = at::arange(length, tokens.options()).repeat({batch});
    return decodeRows(weights(), m_config, {tokens.reshape({-1}), positions}, attention)
        .view({batch, length, m_config.hiddenSize});
}

at::Tensor Transformer::answerStates(const GroupBatch& batch) const
{
    const std::int64_t groups = batch.promptTokens.size(0), prompt = batch.promptTokens.size(1);
    const std::int64_t answers = batch.answerTokens.size(1), tokens = batch.answerTokens.size(2);
    const std::int64_t hidden = m_config.hiddenSize;
    // The last answer token predicts nothing that is asked for; the prompt's last one predicts the first.
    const std::int64_t fed = tokens - 1;
    const std::int64_t promptRows = groups * prompt, answerRows = groups * answers * fed;

    const std::int64_t reach = prompt + tokens;
    const bool learned = m_config.positions == PositionKind::Learned;
    const GroupPositions positions =
        groupPositions(batch.promptMask, fed, learned ? m_config.maxPositions : reach);
    const PerKind<GroupView> views(m_config, [&](LayerKind kind) {
        const RopeTensors table = ropeTensors(m_config, kind, reach, m_device);
        return GroupView{Rotation(m_config, gatherAngles(table, positions.prompt, {groups, 1, prompt})),
                         Rotation(m_config, gatherAngles(table, positions.answers, {groups, 1, 1, fed})),
                         groupMasks(batch.promptMask, fed, windowOf(m_config, kind))};
    });

    const auto attention = [&](std::size_t layer, const Projections& rows) {
        const GroupView& view = views[kindOf(m_config, layer)];
        const Heads promptHeads =
            splitHeads(narrowRows(rows, 0, promptRows), groups, prompt, m_config, view.prompt);
        const at::Tensor fromPrompts =
            attendToSelf(promptHeads, view.masks.promptSelf).view({promptRows, -1});
        if (fed == 0)
            return fromPrompts;
        const Heads answerHeads = splitAnswerHeads(narrowRows(rows, promptRows, answerRows),
                                                   {groups, answers, fed}, m_config, view.answers);
        return at::cat(at::TensorList{
            fromPrompts, attendToPromptAndSelf(answerHeads, promptHeads, view.masks).view({answerRows, -1})});
    };

    const TokenRows rows{
        at::cat(at::TensorList{batch.promptTokens.reshape({-1}),
                               batch.answerTokens.narrow(2, 0, fed).reshape({-1})}),
        at::cat(at::TensorList{positions.prompt.reshape({-1}),
                               positions.answers.unsqueeze(1).expand({groups, answers, fed}).reshape({-1})})};
    const at::Tensor states = decodeRows(weights(), m_config, rows, attention);
    const at::Tensor first = states.narrow(0, 0, promptRows)
                                 .view({groups, prompt, hidden})
                                 .narrow(1, prompt - 1, 1)
                                 .unsqueeze(1)
                                 .expand({groups, answers, 1, hidden});
    const at::Tensor later = states.narrow(0, promptRows, answerRows).view({groups, answers, fed, hidden});
    return at::cat(at::TensorList{first, later}, 2);
}

at::Tensor Transformer::logits(const at::Tensor& hidden) const
{
    return decoderLogits(weights(), m_config, hidden);
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
