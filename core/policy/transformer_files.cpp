#include "core/policy/torch_compat.h"
#include "core/policy/transformer.h"
#include "core/weights/model_files.h"
#include "core/weights/safetensors.h"

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
    std::vector<at::Tensor> values; // keeps copies from other devices alive
    std::vector<TensorToWrite> tensors;
    for (const NamedTensor& parameter : m_parameters) {
        values.push_back(parameter.tensor.detach().to(c10::Device(c10::kCPU)).contiguous());
        const at::Tensor& tensor = values.back();
        tensors.push_back({parameter.name,
                           tensor.sizes().vec(),
                           {tensor.data_ptr<float>(), static_cast<std::size_t>(tensor.numel())}});
    }
    writeSafetensors(directory / "model.safetensors", tensors);
    writeModelConfig(m_config, directory);
}

} // namespace rw
