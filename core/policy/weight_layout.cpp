#include "core/policy/weight_layout.h"

namespace rw {

WeightView::WeightView(std::span<const NamedTensor> parameters, const ModelConfig& config,
                       const LoraAdapter* adapter)
    : m_parameters(parameters)
    , m_adapter(adapter)
{
    m_first.fill(kAbsent);
    ModelConfig oneLayer = config; // the layers are alike
    oneLayer.layers = 1;
    const std::vector<WeightSpec> weights = decoderWeights(oneLayer);
    for (const WeightSpec& weight : weights)
        m_perLayer += weight.layer == 0 ? 1 : 0;
    const std::size_t furtherLayers = m_perLayer * static_cast<std::size_t>(config.layers - 1);
    bool behindLayers = false;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        behindLayers = behindLayers || weights[i].role == WeightRole::FinalNorm;
        m_first[static_cast<std::size_t>(weights[i].role)] = i + (behindLayers ? furtherLayers : 0);
    }
}

const at::Tensor& WeightView::layer(std::size_t index, WeightRole role) const
{
    const std::size_t first = m_first[static_cast<std::size_t>(role)];
    return at(first == kAbsent ? kAbsent : first + index * m_perLayer);
}

std::optional<LoraFactors> WeightView::factors(std::size_t index, WeightRole role) const
{
    if (m_adapter == nullptr || !m_adapter->has(role))
        return {};
    return m_adapter->at(index, role);
}

at::Tensor WeightView::acting(std::size_t index, WeightRole role) const
{
    const auto beside = factors(index, role);
    return beside ? mergedWeight(layer(index, role), *beside) : layer(index, role);
}

const at::Tensor& WeightView::find(WeightRole role) const
{
    return at(m_first[static_cast<std::size_t>(role)]);
}

} // namespace rw
