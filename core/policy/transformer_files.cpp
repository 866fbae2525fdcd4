#include "core/policy/lora_files.h"
#include "core/policy/torch_compat.h"
#include "core/policy/transformer_values.h"
#include "core/weights/model_files.h"

namespace rw {

Transformer Transformer::load(const std::filesystem::path& path, c10::Device device)
{
    const AdapterStack stack = adapterStack(path);
    Transformer model = load(ModelFiles::open(stack.base), device);
    loadAdapters(stack, model);
    return model;
}

Transformer Transformer::load(const ModelFiles& files, c10::Device device)
{
    Transformer model(files.config(), device);
    for (const WeightSpec& weight : decoderWeights(files.config())) {
        at::Tensor tensor = at::empty(weight.shape, floatOptions(c10::kCPU));
        files.weights().read(weight, {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())});
        model.m_parameters.push_back({weight.name, tensor.to(device).requires_grad_(true)});
    }
    return model;
}

void Transformer::save(const std::filesystem::path& directory) const
{
    writeModelDirectory(directory, m_config, valuesOf(*this));
}

WeightValues valuesOf(const Transformer& model)
{
    // The copy of the model shares its weights; that of the values is from another device, or merged.
    return [model, copy = at::Tensor()](const WeightSpec& weight) mutable {
        const WeightView weights = model.weights();
        const at::Tensor values = weight.layer < 0
                                      ? weights.find(weight.role)
                                      : weights.acting(static_cast<std::size_t>(weight.layer), weight.role);
        copy = values.detach().to(c10::Device(c10::kCPU), at::kFloat).contiguous();
        return std::span<const float>(copy.data_ptr<float>(), static_cast<std::size_t>(copy.numel()));
    };
}

} // namespace rw
