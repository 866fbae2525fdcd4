#include "core/policy/torch_compat.h"
#include "core/policy/transformer_values.h"
#include "core/weights/model_files.h"

#include <map>

namespace rw {

Transformer Transformer::load(const std::filesystem::path& directory, c10::Device device)
{
    return load(ModelFiles::open(directory), device);
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
    std::map<std::string, at::Tensor, std::less<>> tensors;
    for (const NamedTensor& parameter : model.parameters())
        tensors.emplace(parameter.name, parameter.tensor);
    return [tensors, copy = at::Tensor()](const WeightSpec& weight) mutable {
        copy = tensors.at(weight.name).detach().to(c10::Device(c10::kCPU), at::kFloat).contiguous();
        return std::span<const float>(copy.data_ptr<float>(), static_cast<std::size_t>(copy.numel()));
    };
}

} // namespace rw
