#include "core/policy/lora_adapter.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/products.h"
#include "core/policy/torch_compat.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace rw {

namespace {

std::string factorName(std::string_view weight, std::string_view factor)
{
    weight.remove_suffix(std::string_view("weight").size());
    return "base_model.model." + std::string(weight) + std::string(factor) + ".weight";
}

at::Tensor kaimingUniform(std::int64_t rank, std::int64_t inputs, Rng& rng)
{
    at::Tensor values = at::empty({rank, inputs}, floatOptions(c10::kCPU));
    const double bound = 1.0 / std::sqrt(static_cast<double>(inputs));
    float* data = values.data_ptr<float>();
    for (std::int64_t i = 0; i < values.numel(); ++i)
        data[i] = static_cast<float>(bound * (2.0 * rng.uniform() - 1.0));
    return values;
}

bool isTarget(const LoraConfig& config, WeightRole role)
{
    const auto target = loraTargetOf(role);
    return target && std::find(config.targets.begin(), config.targets.end(), *target) != config.targets.end();
}

} // namespace

LoraAdapter::LoraAdapter(const ModelConfig& model, const LoraConfig& config, std::uint64_t seed,
                         c10::Device device)
    : m_config(config)
{
    m_slots.fill(kAbsent);
    Rng rng(seed);
    for (const WeightSpec& weight : decoderWeights(model)) {
        if (!isTarget(config, weight.role))
            continue;
        if (weight.layer == 0)
            m_slots[index(weight.role)] = m_perLayer++;
        const std::int64_t outputs = weight.shape[0], inputs = weight.shape[1];
        m_parameters.push_back({factorName(weight.name, "lora_A"),
                                kaimingUniform(config.rank, inputs, rng).to(device).requires_grad_(true)});
        m_parameters.push_back(
            {factorName(weight.name, "lora_B"),
             at::zeros({outputs, config.rank}, floatOptions(device)).requires_grad_(true)});
    }
    if (m_parameters.empty())
        throw Error("The model has none of the projections that the adapter is for: " +
                        toString(config.targets) + ".",
                    "Choose others with --lora-targets, for example q,v.");
}

LoraFactors LoraAdapter::at(std::size_t layer, WeightRole role) const
{
    const std::size_t first = 2 * (layer * m_perLayer + m_slots[index(role)]);
    return {m_parameters[first].tensor, m_parameters[first + 1].tensor, m_config.scale()};
}

LoraAdapter LoraAdapter::clone() const
{
    const at::NoGradGuard noGrad;
    LoraAdapter copy(*this);
    for (NamedTensor& parameter : copy.m_parameters)
        parameter.tensor = parameter.tensor.detach().clone();
    return copy;
}

at::Tensor mergedWeight(const at::Tensor& weight, const LoraFactors& factors)
{
    const at::NoGradGuard noGrad;
    at::Tensor merged = weight.detach().clone();
    multiply(factors.up * factors.scale, factors.down, merged, 1.0F);
    return merged;
}

} // namespace rw
