#include "core/policy/decode_weights.h"

#include "core/base/error.h"
#include "core/policy/torch_compat.h"
#include "core/policy/weight_layout.h"

#include <algorithm>

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

std::vector<float> copyOf(std::span<const float> values)
{
    return {values.begin(), values.end()};
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
        layer.gateUp = PackedLinear(2 * inner, hidden);
        layer.down = PackedLinear(hidden, inner);
        m_layers.push_back(std::move(layer));
    }
    m_head = PackedLinear(static_cast<std::size_t>(config.vocabSize), hidden);
}

void DecodeWeights::load(const Transformer& model)
{
    if (!(model.config() == m_config))
        throw Error("A generator made for one model was given the weights of another.",
                    "Make a generator for each model.");
    const WeightView weights(model.parameters(), m_config);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const auto values = [&](WeightRole which) { return CpuValues(weights.layer(i, which)); };
        DecodeLayer& layer = m_layers[i];
        const std::size_t query = layer.output.inputs();
        const std::size_t keyValue = (layer.queryKeyValue.outputs() - query) / 2;
        layer.inputNorm = copyOf(values(WeightRole::InputNorm));
        layer.queryKeyValue.setRows(0, values(WeightRole::Query));
        layer.queryKeyValue.setRows(query, values(WeightRole::Key));
        layer.queryKeyValue.setRows(query + keyValue, values(WeightRole::Value));
        layer.output.setRows(0, values(WeightRole::AttentionOutput));
        layer.feedForwardNorm = copyOf(values(WeightRole::FeedForwardNorm));
        layer.gateUp.setRows(0, values(WeightRole::Gate));
        layer.gateUp.setRows(layer.gateUp.outputs() / 2, values(WeightRole::Up));
        layer.down.setRows(0, values(WeightRole::Down));
    }
    m_finalNorm = copyOf(CpuValues(weights.finalNorm()));
    m_head.setRows(0, CpuValues(weights.head()));
    if (!m_config.tieWordEmbeddings)
        m_embedding = copyOf(CpuValues(weights.embedding()));
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

void DecodeWeights::readEmbedding(std::int32_t token, std::span<float> row) const
{
    const auto index = static_cast<std::size_t>(token);
    if (m_embedding.empty())
        m_head.readRow(index, row);
    else
        std::copy_n(m_embedding.begin() + static_cast<std::ptrdiff_t>(index * row.size()), row.size(),
                    row.begin());
}

} // namespace rw
