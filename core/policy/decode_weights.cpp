#include "core/policy/decode_weights.h"

#include "core/base/error.h"
#include "core/policy/torch_compat.h"
#include "core/policy/weight_layout.h"

#include <algorithm>
#include <functional>

namespace rw {

namespace {

/// The values of a weight in CPU memory, row-major, for as long as it lives.
class CpuValues
{
public:
    explicit CpuValues(const at::Tensor& weight)
        : m_tensor(weight.detach().to(c10::Device(c10::kCPU), at::kFloat).contiguous())
    {
    }
    operator std::span<const float>() const // NOLINT(google-explicit-constructor): it is a view
    {
        return {m_tensor.data_ptr<float>(), static_cast<std::size_t>(m_tensor.numel())};
    }

private:
    at::Tensor m_tensor;
};

/// Nothing of a weight that the model does not have.
std::vector<float> copyOf(const at::Tensor& weight)
{
    if (!weight.defined())
        return {};
    const CpuValues values(weight);
    const std::span<const float> span = values;
    return {span.begin(), span.end()};
}

void copyInto(FloatBuffer& buffer, const at::Tensor& weight)
{
    const CpuValues values(weight);
    const std::span<const float> span = values;
    std::copy(span.begin(), span.end(), buffer.data());
}

DecodeNorm normOf(const at::Tensor& weight, const at::Tensor& bias, double offset)
{
    DecodeNorm norm{copyOf(weight), copyOf(bias)};
    for (float& value : norm.weight)
        value += static_cast<float>(offset);
    return norm;
}

/// Copies a projection and its bias, where it has one, to outputs from `firstOutput` on.
void setProjection(PackedLinear& matrix, std::size_t firstOutput, const at::Tensor& weight,
                   const at::Tensor& bias)
{
    matrix.setRows(firstOutput, CpuValues(weight));
    if (bias.defined())
        matrix.setBias(firstOutput, CpuValues(bias));
}

} // namespace

DecodeWeights::DecodeWeights(const ModelConfig& config)
    : m_config(config)
{
    const auto hidden = static_cast<std::size_t>(config.hiddenSize);
    const auto inner = static_cast<std::size_t>(config.intermediateSize);
    const auto dim = static_cast<std::size_t>(config.headDim);
    const auto query = static_cast<std::size_t>(config.heads) * dim;
    const auto keyValue = static_cast<std::size_t>(config.kvHeads) * dim;
    for (int i = 0; i < config.layers; ++i) {
        DecodeLayer layer;
        layer.queryKeyValue = PackedLinear(query + 2 * keyValue, hidden);
        layer.output = PackedLinear(hidden, query);
        layer.gateUp = PackedLinear((config.gatedFeedForward ? 2 : 1) * inner, hidden);
        layer.down = PackedLinear(hidden, inner);
        m_layers.push_back(std::move(layer));
    }
    const auto vocabulary = static_cast<std::size_t>(config.vocabSize);
    m_head = PackedLinear(vocabulary, hidden);
    if (!config.tieWordEmbeddings)
        m_embedding = FloatBuffer(vocabulary * hidden);
    if (config.positions == PositionKind::Learned)
        m_positions = FloatBuffer(static_cast<std::size_t>(config.maxPositions) * hidden);
}

void DecodeWeights::load(const Transformer& model)
{
    if (!(model.config() == m_config))
        throw Error("A generator made for one model was given the weights of another.",
                    "Make a generator for each model.");
    const WeightView weights = model.weights();
    for (std::size_t i = 0; i < m_layers.size(); ++i)
        loadLayer(i, weights);
    m_finalNorm = normOf(weights.finalNorm(), weights.find(WeightRole::FinalNormBias), m_config.normOffset);
    m_head.setRows(0, CpuValues(weights.head()));
    if (!m_config.tieWordEmbeddings)
        copyInto(m_embedding, weights.embedding());
    if (m_config.positions == PositionKind::Learned)
        copyInto(m_positions, weights.find(WeightRole::PositionEmbedding));
}

void DecodeWeights::loadLayer(std::size_t index, const WeightView& weights)
{
    DecodeLayer& layer = m_layers[index];
    const auto set = [&](PackedLinear& matrix, std::size_t firstOutput, WeightRole role, WeightRole bias) {
        setProjection(matrix, firstOutput, weights.acting(index, role), weights.layer(index, bias));
    };
    const auto norm = [&](WeightRole role) {
        return normOf(weights.layer(index, role), {}, m_config.normOffset);
    };
    const std::size_t query = layer.output.inputs();
    const std::size_t keyValue = (layer.queryKeyValue.outputs() - query) / 2;
    layer.inputNorm = normOf(weights.layer(index, WeightRole::InputNorm),
                             weights.layer(index, WeightRole::InputNormBias), m_config.normOffset);
    set(layer.queryKeyValue, 0, WeightRole::Query, WeightRole::QueryBias);
    set(layer.queryKeyValue, query, WeightRole::Key, WeightRole::KeyBias);
    set(layer.queryKeyValue, query + keyValue, WeightRole::Value, WeightRole::ValueBias);
    layer.queryNorm = norm(WeightRole::QueryNorm);
    layer.keyNorm = norm(WeightRole::KeyNorm);
    set(layer.output, 0, WeightRole::AttentionOutput, WeightRole::AttentionOutputBias);
    layer.outputNorm = norm(WeightRole::AttentionOutputNorm);
    layer.feedForwardNorm =
        normOf(weights.layer(index, WeightRole::FeedForwardNorm),
               weights.layer(index, WeightRole::FeedForwardNormBias), m_config.normOffset);
    if (m_config.gatedFeedForward)
        set(layer.gateUp, 0, WeightRole::Gate, WeightRole::GateBias);
    set(layer.gateUp, layer.gateUp.outputs() - layer.down.inputs(), WeightRole::Up, WeightRole::UpBias);
    set(layer.down, 0, WeightRole::Down, WeightRole::DownBias);
    layer.feedForwardOutputNorm = norm(WeightRole::FeedForwardOutputNorm);
}

std::size_t DecodeWeights::size() const
{
    const auto sizeOf = [](const PackedLinear& matrix) { return matrix.outputs() * matrix.inputs(); };
    std::size_t size = sizeOf(m_head);
    for (const DecodeLayer& layer : m_layers)
        size +=
            sizeOf(layer.queryKeyValue) + sizeOf(layer.output) + sizeOf(layer.gateUp) + sizeOf(layer.down);
    return size;
}

std::size_t DecodeWeights::bytes() const
{
    std::size_t bytes = m_head.bytes() + (m_embedding.size() + m_positions.size()) * sizeof(float);
    for (const DecodeLayer& layer : m_layers)
        bytes +=
            layer.queryKeyValue.bytes() + layer.output.bytes() + layer.gateUp.bytes() + layer.down.bytes();
    return bytes;
}

std::size_t packedWeightBytes(const ModelConfig& config)
{
    return DecodeWeights(config).bytes();
}

void DecodeWeights::embed(std::int32_t token, std::size_t position, std::span<float> row) const
{
    const auto rowOf = [&](const FloatBuffer& table, std::size_t rowIndex) {
        return table.data() + rowIndex * row.size();
    };
    const auto index = static_cast<std::size_t>(token);
    if (m_embedding.size() == 0)
        m_head.readRow(index, row);
    else
        std::copy_n(rowOf(m_embedding, index), row.size(), row.begin());
    if (m_config.embeddingScale != 1.0) {
        for (float& value : row)
            value *= static_cast<float>(m_config.embeddingScale);
    }
    if (m_positions.size() > 0)
        std::transform(row.begin(), row.end(), rowOf(m_positions, position), row.begin(), std::plus<>());
}

} // namespace rw
