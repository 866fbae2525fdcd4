#include "core/weights/model_writer.h"

#include "core/weights/file_values.h"
#include "core/weights/model_files.h"
#include "core/weights/safetensors.h"

#include <map>
#include <memory>
#include <vector>

namespace rw {

WeightValues valuesOf(const WeightStore& store)
{
    auto buffer = std::make_shared<std::vector<float>>();
    return [&store, buffer](const WeightSpec& weight) -> std::span<const float> {
        buffer->resize(static_cast<std::size_t>(weight.elements()));
        store.read(weight, *buffer);
        return *buffer;
    };
}

void writeModelDirectory(const std::filesystem::path& directory, const ModelConfig& config,
                         const WeightValues& values, SavedType type)
{
    std::map<std::string, FileTensor> byName;
    std::vector<TensorPlan> plans;
    for (FileTensor& tensor : huggingFaceLayout(config)) {
        plans.push_back({tensor.name, tensor.shape});
        byName.emplace(tensor.name, std::move(tensor));
    }
    FileValues fileValues(values);
    writeSafetensors(directory / "model.safetensors", plans, type,
                     [&](const TensorPlan& plan) { return fileValues.of(byName.at(plan.name)); });
    writeModelConfig(config, directory, type);
}

} // namespace rw
