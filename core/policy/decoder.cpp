#include "core/policy/decoder.h"

#include "core/policy/products.h"
#include "core/policy/rms_norm.h"
#include "core/policy/swiglu.h"
#include "core/policy/torch_compat.h"

namespace rw {

namespace {

at::Tensor norm(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                const ModelConfig& config)
{
    if (config.norm == NormKind::Layer)
        return at::layer_norm(x, weight.sizes(), weight, bias, config.normEps);
    return rmsNorm(x, weight, static_cast<float>(config.normEps), config.normOffset);
}

at::Tensor activate(const at::Tensor& x, Activation activation)
{
    return activation == Activation::Silu ? at::silu(x) : at::gelu(x, "tanh");
}

/// One layer over rows: what a row passes through, but for attention.
class Layer
{
public:
    Layer(const WeightView& weights, const ModelConfig& config, std::size_t index)
        : m_weights(weights)
        , m_config(config)
        , m_index(index)
    {
    }

    [[nodiscard]] Projections project(const at::Tensor& x) const
    {
        const at::Tensor normed = normedBy(x, WeightRole::InputNorm, WeightRole::InputNormBias);
        return {normedHeads(product(normed, WeightRole::Query, WeightRole::QueryBias), WeightRole::QueryNorm),
                normedHeads(product(normed, WeightRole::Key, WeightRole::KeyBias), WeightRole::KeyNorm),
                product(normed, WeightRole::Value, WeightRole::ValueBias)};
    }

    /// What attention adds to the residual stream.
    [[nodiscard]] at::Tensor attentionOutput(const at::Tensor& mixed) const
    {
        return outputNormed(product(mixed, WeightRole::AttentionOutput, WeightRole::AttentionOutputBias),
                            WeightRole::AttentionOutputNorm);
    }

    /// What the feed-forward part adds to it.
    [[nodiscard]] at::Tensor feedForward(const at::Tensor& x) const
    {
        const at::Tensor normed = normedBy(x, WeightRole::FeedForwardNorm, WeightRole::FeedForwardNormBias);
        at::Tensor inner;
        if (m_config.gatedFeedForward) {
            const at::Tensor gate = product(normed, WeightRole::Gate, WeightRole::GateBias);
            const at::Tensor up = product(normed, WeightRole::Up, WeightRole::UpBias);
            inner = m_config.activation == Activation::Silu ? swiGlu(gate, up)
                                                            : activate(gate, m_config.activation) * up;
        } else {
            inner = activate(product(normed, WeightRole::Up, WeightRole::UpBias), m_config.activation);
        }
        return outputNormed(product(inner, WeightRole::Down, WeightRole::DownBias),
                            WeightRole::FeedForwardOutputNorm);
    }

private:
    [[nodiscard]] const at::Tensor& weight(WeightRole role) const { return m_weights.layer(m_index, role); }

    [[nodiscard]] at::Tensor product(const at::Tensor& x, WeightRole matrix, WeightRole bias) const
    {
        // The residual stream is fp32 whatever the projections are kept in.
        const at::Tensor y = linearProduct(x.to(weight(matrix).scalar_type()), weight(matrix), weight(bias));
        const auto beside = m_weights.factors(m_index, matrix);
        return beside ? y + linearProduct(linearProduct(x, beside->down), beside->up) * beside->scale : y;
    }
    [[nodiscard]] at::Tensor normedBy(const at::Tensor& x, WeightRole scale, WeightRole bias) const
    {
        return norm(x, weight(scale), weight(bias), m_config);
    }
    [[nodiscard]] at::Tensor outputNormed(const at::Tensor& x, WeightRole scale) const
    {
        return m_config.outputNorms ? norm(x, weight(scale), {}, m_config) : x;
    }
    [[nodiscard]] at::Tensor normedHeads(const at::Tensor& rows, WeightRole scale) const
    {
        if (!m_config.queryKeyNorm)
            return rows;
        return norm(rows.view({rows.size(0), -1, m_config.headDim}), weight(scale), {}, m_config)
            .view(rows.sizes());
    }

    const WeightView& m_weights;
    const ModelConfig& m_config;
    std::size_t m_index;
};

/// Token embeddings, with those of positions where they are learned.
at::Tensor embed(const WeightView& weights, const ModelConfig& config, const TokenRows& rows)
{
    at::Tensor x = at::embedding(weights.embedding(), rows.tokens);
    if (config.embeddingScale != 1.0) // rounded as the weights are: so it is where these models were trained
        x = x * at::full({}, config.embeddingScale, x.options());
    if (config.positions == PositionKind::Learned)
        x = x + at::embedding(weights.find(WeightRole::PositionEmbedding), rows.positions);
    return x;
}

} // namespace

at::Tensor decodeRows(const WeightView& weights, const ModelConfig& config, const TokenRows& rows,
                      const RowAttention& attention)
{
    at::Tensor x = embed(weights, config, rows);
    for (std::size_t i = 0; i < static_cast<std::size_t>(config.layers); ++i) {
        const Layer layer(weights, config, i);
        x = x + layer.attentionOutput(attention(i, layer.project(x)));
        x = x + layer.feedForward(x);
    }
    return norm(x, weights.finalNorm(), weights.find(WeightRole::FinalNormBias), config);
}

at::Tensor decoderLogits(const WeightView& weights, const ModelConfig& config, const at::Tensor& hidden)
{
    const at::Tensor logits = linearProduct(hidden, weights.head()).to(at::kFloat);
    if (config.finalLogitSoftcap == 0.0)
        return logits;
    return at::tanh(logits / config.finalLogitSoftcap) * config.finalLogitSoftcap;
}

} // namespace rw
