#include "core/weights/decoder_weights.h"

#include <functional>
#include <numeric>

namespace rw {

namespace {

/// Collects the weights that a config has, in order.
class Layout
{
public:
    void begin(int layer)
    {
        m_layer = layer;
        m_prefix = layer < 0 ? "model." : "model.layers." + std::to_string(layer) + ".";
    }

    void add(WeightRole role, std::string_view name, std::vector<std::int64_t> shape)
    {
        m_weights.push_back({role, m_layer, m_prefix + std::string(name), std::move(shape)});
    }

    void addIf(bool present, WeightRole role, std::string_view name, std::vector<std::int64_t> shape)
    {
        if (present)
            add(role, name, std::move(shape));
    }

    /// The head stands outside of "model.".
    void addHead(std::vector<std::int64_t> shape)
    {
        m_weights.push_back({WeightRole::Head, -1, "lm_head.weight", std::move(shape)});
    }

    std::vector<WeightSpec> take() { return std::move(m_weights); }

private:
    int m_layer = -1;
    std::string m_prefix;
    std::vector<WeightSpec> m_weights;
};

void addAttention(Layout& layout, const ModelConfig& config)
{
    const std::int64_t hidden = config.hiddenSize;
    const std::int64_t query = std::int64_t{config.heads} * config.headDim;
    const std::int64_t keyValue = std::int64_t{config.kvHeads} * config.headDim;
    const bool bias = config.queryKeyValueBias;
    layout.add(WeightRole::InputNorm, "input_layernorm.weight", {hidden});
    layout.addIf(config.norm == NormKind::Layer, WeightRole::InputNormBias, "input_layernorm.bias", {hidden});
    layout.add(WeightRole::Query, "self_attn.q_proj.weight", {query, hidden});
    layout.addIf(bias, WeightRole::QueryBias, "self_attn.q_proj.bias", {query});
    layout.add(WeightRole::Key, "self_attn.k_proj.weight", {keyValue, hidden});
    layout.addIf(bias, WeightRole::KeyBias, "self_attn.k_proj.bias", {keyValue});
    layout.add(WeightRole::Value, "self_attn.v_proj.weight", {keyValue, hidden});
    layout.addIf(bias, WeightRole::ValueBias, "self_attn.v_proj.bias", {keyValue});
    layout.addIf(config.queryKeyNorm, WeightRole::QueryNorm, "self_attn.q_norm.weight", {config.headDim});
    layout.addIf(config.queryKeyNorm, WeightRole::KeyNorm, "self_attn.k_norm.weight", {config.headDim});
    layout.add(WeightRole::AttentionOutput, "self_attn.o_proj.weight", {hidden, query});
    layout.addIf(config.attentionOutputBias, WeightRole::AttentionOutputBias, "self_attn.o_proj.bias",
                 {hidden});
}

void addFeedForward(Layout& layout, const ModelConfig& config)
{
    const std::int64_t hidden = config.hiddenSize, inner = config.intermediateSize;
    const bool bias = config.feedForwardBias, gated = config.gatedFeedForward;
    // Llama calls the norm in front of the feed-forward part by what stands before it; with norms of the
    // outputs, that name is taken by the one of attention's output.
    const std::string norm = config.outputNorms ? "pre_feedforward_layernorm" : "post_attention_layernorm";
    layout.addIf(config.outputNorms, WeightRole::AttentionOutputNorm, "post_attention_layernorm.weight",
                 {hidden});
    layout.add(WeightRole::FeedForwardNorm, norm + ".weight", {hidden});
    layout.addIf(config.norm == NormKind::Layer, WeightRole::FeedForwardNormBias, norm + ".bias", {hidden});
    layout.addIf(gated, WeightRole::Gate, "mlp.gate_proj.weight", {inner, hidden});
    layout.addIf(gated && bias, WeightRole::GateBias, "mlp.gate_proj.bias", {inner});
    layout.add(WeightRole::Up, "mlp.up_proj.weight", {inner, hidden});
    layout.addIf(bias, WeightRole::UpBias, "mlp.up_proj.bias", {inner});
    layout.add(WeightRole::Down, "mlp.down_proj.weight", {hidden, inner});
    layout.addIf(bias, WeightRole::DownBias, "mlp.down_proj.bias", {hidden});
    layout.addIf(config.outputNorms, WeightRole::FeedForwardOutputNorm, "post_feedforward_layernorm.weight",
                 {hidden});
}

} // namespace

std::int64_t WeightSpec::elements() const
{
    return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

std::vector<WeightSpec> decoderWeights(const ModelConfig& config)
{
    const std::int64_t hidden = config.hiddenSize;
    Layout layout;
    layout.begin(-1);
    layout.add(WeightRole::TokenEmbedding, "embed_tokens.weight", {config.vocabSize, hidden});
    layout.addIf(config.positions == PositionKind::Learned, WeightRole::PositionEmbedding,
                 "embed_positions.weight", {config.maxPositions, hidden});
    for (int layer = 0; layer < config.layers; ++layer) {
        layout.begin(layer);
        addAttention(layout, config);
        addFeedForward(layout, config);
    }
    layout.begin(-1);
    layout.add(WeightRole::FinalNorm, "norm.weight", {hidden});
    layout.addIf(config.norm == NormKind::Layer, WeightRole::FinalNormBias, "norm.bias", {hidden});
    if (!config.tieWordEmbeddings)
        layout.addHead({config.vocabSize, hidden});
    return layout.take();
}

std::int64_t parameterCount(const ModelConfig& config)
{
    std::int64_t count = 0;
    for (const WeightSpec& weight : decoderWeights(config))
        count += weight.elements();
    return count;
}

bool addsToResidual(WeightRole role)
{
    return role == WeightRole::AttentionOutput || role == WeightRole::Down;
}

bool isProjection(WeightRole role)
{
    switch (role) {
    case WeightRole::Query:
    case WeightRole::QueryBias:
    case WeightRole::Key:
    case WeightRole::KeyBias:
    case WeightRole::Value:
    case WeightRole::ValueBias:
    case WeightRole::AttentionOutput:
    case WeightRole::AttentionOutputBias:
    case WeightRole::Gate:
    case WeightRole::GateBias:
    case WeightRole::Up:
    case WeightRole::UpBias:
    case WeightRole::Down:
    case WeightRole::DownBias:
        return true;
    default:
        return false;
    }
}

bool isNormScale(WeightRole role)
{
    switch (role) {
    case WeightRole::InputNorm:
    case WeightRole::QueryNorm:
    case WeightRole::KeyNorm:
    case WeightRole::AttentionOutputNorm:
    case WeightRole::FeedForwardNorm:
    case WeightRole::FeedForwardOutputNorm:
    case WeightRole::FinalNorm:
        return true;
    default:
        return false;
    }
}

bool isBias(WeightRole role)
{
    switch (role) {
    case WeightRole::InputNormBias:
    case WeightRole::QueryBias:
    case WeightRole::KeyBias:
    case WeightRole::ValueBias:
    case WeightRole::AttentionOutputBias:
    case WeightRole::FeedForwardNormBias:
    case WeightRole::GateBias:
    case WeightRole::UpBias:
    case WeightRole::DownBias:
    case WeightRole::FinalNormBias:
        return true;
    default:
        return false;
    }
}

} // namespace rw
