#pragma once

#include "core/policy/named_tensor.h"
#include "core/rollout/lora_config.h"
#include "core/weights/decoder_weights.h"

#include <ATen/core/Tensor.h>
#include <c10/core/Device.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// The two factors that one matrix has beside it: it acts as W + scale * up * down.
struct LoraFactors
{
    const at::Tensor& down; ///< "A", [rank, in]
    const at::Tensor& up;   ///< "B", [out, rank]
    float scale = 0.0F;
};

/// Low-rank factors beside the matrices of a decoder (Hu et al., 2021). fp32 leaf tensors that learn.
class LoraAdapter
{
public:
    /// Factors that change nothing yet: A uniform as in Kaiming (He et al., 2015) with gain sqrt(5), which is
    /// within 1 / sqrt(in); B zero. Same seed, same factors.
    /// @throws Error if the model has none of the targets.
    LoraAdapter(const ModelConfig& model, const LoraConfig& config, std::uint64_t seed, c10::Device device);

    [[nodiscard]] const LoraConfig& config() const { return m_config; }
    /// Both factors of each matrix, under the names that peft gives them:
    /// "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight".
    [[nodiscard]] std::span<const NamedTensor> parameters() const { return m_parameters; }

    /// Whether matrices of `role` carry factors.
    [[nodiscard]] bool has(WeightRole role) const { return m_slots[index(role)] != kAbsent; }
    /// Only where has(role). Refers into the adapter.
    [[nodiscard]] LoraFactors at(std::size_t layer, WeightRole role) const;

    /// An independent copy of the factors as they are now, without gradients.
    [[nodiscard]] LoraAdapter clone() const;

private:
    static constexpr std::size_t kAbsent = static_cast<std::size_t>(-1);
    static std::size_t index(WeightRole role) { return static_cast<std::size_t>(role); }

    LoraConfig m_config;
    std::array<std::size_t, kWeightRoles> m_slots; ///< of a role's matrix among those of a layer
    std::size_t m_perLayer = 0;                    ///< matrices
    std::vector<NamedTensor> m_parameters;         ///< A and B of each matrix, layer by layer
};

/// The matrix as it acts with `factors`, a tensor of its own. Records no gradient.
at::Tensor mergedWeight(const at::Tensor& weight, const LoraFactors& factors);

} // namespace rw
