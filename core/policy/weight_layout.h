#pragma once

#include "core/policy/lora_adapter.h"
#include "core/policy/named_tensor.h"
#include "core/weights/decoder_weights.h"

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace rw {

/// Access by meaning to a list of weights in the order of decoderWeights().
class WeightView
{
public:
    /// @param adapter null: none. Must outlive the view, as must the parameters.
    WeightView(std::span<const NamedTensor> parameters, const ModelConfig& config,
               const LoraAdapter* adapter = nullptr);

    /// A weight that a layer has; an undefined tensor where the config has none of that role.
    [[nodiscard]] const at::Tensor& layer(std::size_t index, WeightRole role) const;
    /// The factors beside a matrix of a layer, where it has some.
    [[nodiscard]] std::optional<LoraFactors> factors(std::size_t index, WeightRole role) const;
    /// A weight of a layer as it acts, with the product of its factors; records no gradient.
    [[nodiscard]] at::Tensor acting(std::size_t index, WeightRole role) const;
    /// A weight outside the layers; an undefined tensor where the config has none of that role.
    [[nodiscard]] const at::Tensor& find(WeightRole role) const;

    [[nodiscard]] const at::Tensor& embedding() const { return find(WeightRole::TokenEmbedding); }
    [[nodiscard]] const at::Tensor& finalNorm() const { return find(WeightRole::FinalNorm); }
    /// The embedding where the head is tied to it.
    [[nodiscard]] const at::Tensor& head() const
    {
        const at::Tensor& own = find(WeightRole::Head);
        return own.defined() ? own : embedding();
    }

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);

    [[nodiscard]] const at::Tensor& at(std::size_t index) const
    {
        return index == kAbsent ? m_absent : m_parameters[index].tensor;
    }

    std::span<const NamedTensor> m_parameters;
    const LoraAdapter* m_adapter;
    std::array<std::size_t, kWeightRoles>
        m_first; ///< index of a role's first weight, in layer 0 if of a layer
    std::size_t m_perLayer = 0;
    at::Tensor m_absent;
};

} // namespace rw
