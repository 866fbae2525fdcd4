#pragma once

#include "core/policy/transformer.h"

#include <cstddef>

namespace rw {

/// The weights of one decoder layer, in the order in which Transformer::parameters() has them.
enum class LayerWeight {
    InputNorm,
    Query,
    Key,
    Value,
    Output,
    PostAttentionNorm,
    Gate,
    Up,
    Down,
};
inline constexpr std::size_t kLayerWeights = 9;

/// A weight that a config implies.
struct WeightShape
{
    std::string name;                ///< its Hugging Face name
    std::vector<std::int64_t> shape; ///< matrices are [out, in]
    bool addsToResidual = false;     ///< its product is added to the residual stream
};

/// Every weight of a model: the embedding, each layer's nine, the final norm, and the head where it is its
/// own.
std::vector<WeightShape> weightLayout(const ModelConfig& config);

/// Access by meaning to a list in the order of weightLayout().
class WeightView
{
public:
    WeightView(std::span<const NamedTensor> parameters, const ModelConfig& config)
        : m_parameters(parameters)
        , m_layers(static_cast<std::size_t>(config.layers))
    {
    }

    [[nodiscard]] const at::Tensor& embedding() const { return m_parameters[0].tensor; }
    [[nodiscard]] const at::Tensor& layer(std::size_t index, LayerWeight weight) const
    {
        return m_parameters[1 + index * kLayerWeights + static_cast<std::size_t>(weight)].tensor;
    }
    [[nodiscard]] const at::Tensor& finalNorm() const
    {
        return m_parameters[1 + m_layers * kLayerWeights].tensor;
    }
    /// The embedding where the head is tied to it.
    [[nodiscard]] const at::Tensor& head() const
    {
        const std::size_t own = 2 + m_layers * kLayerWeights;
        return own < m_parameters.size() ? m_parameters[own].tensor : embedding();
    }

private:
    std::span<const NamedTensor> m_parameters;
    std::size_t m_layers;
};

} // namespace rw
