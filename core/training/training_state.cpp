#include "core/training/training_state.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/policy/torch_compat.h"
#include "core/weights/safetensors.h"

#include <limits>

namespace rw {

namespace {

std::vector<std::int64_t> shapeOf(const at::Tensor& tensor)
{
    return {tensor.sizes().begin(), tensor.sizes().end()};
}

/// The moment in the file, on the CPU.
at::Tensor readMoment(const SafetensorsFile& file, const NamedTensor& moment)
{
    const TensorInfo* info = file.find(moment.name);
    if (info == nullptr || info->shape != shapeOf(moment.tensor)) {
        throw Error(file.path().string() + " has no \"" + moment.name +
                        "\" of the shape that the model needs.",
                    "Resume from another checkpoint, or start a new run from its weights.");
    }
    at::Tensor values = at::empty(moment.tensor.sizes(), floatOptions(c10::kCPU));
    file.readFloats(moment.name, {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())});
    return values;
}

} // namespace

void saveTrainingState(const std::filesystem::path& directory, const AdamW& optimizer, int step)
{
    const at::NoGradGuard noGrad;
    std::vector<at::Tensor> kept; // holds the values while they are written
    std::vector<TensorToWrite> tensors;
    for (const NamedTensor& moment : optimizer.state()) {
        const at::Tensor& values = kept.emplace_back(moment.tensor.to(c10::kCPU).contiguous());
        tensors.push_back({moment.name,
                           shapeOf(values),
                           {values.data_ptr<float>(), static_cast<std::size_t>(values.numel())}});
    }
    writeSafetensors(directory / kOptimizerFile, tensors);
    const Json state{{"global_step", step}, {"optimizer_updates", optimizer.updates()}};
    writeFileAtomically(directory / kTrainerStateFile, state.dump(2) + "\n");
}

int loadTrainingState(const std::filesystem::path& directory, AdamW& optimizer)
{
    constexpr std::int64_t kMost = std::numeric_limits<int>::max();
    const Json state = readJsonFile(directory / kTrainerStateFile);
    const auto step = static_cast<int>(jsonInteger(state, "global_step", kTrainerStateFile, 0, kMost));
    const std::int64_t updates = jsonInteger(state, "optimizer_updates", kTrainerStateFile, 0, kMost);

    const SafetensorsFile file = SafetensorsFile::open(directory / kOptimizerFile);
    const std::vector<NamedTensor> moments = optimizer.state();
    std::vector<at::Tensor> values;
    for (const NamedTensor& moment : moments)
        values.push_back(readMoment(file, moment));
    const at::NoGradGuard noGrad;
    for (std::size_t i = 0; i < moments.size(); ++i)
        at::Tensor(moments[i].tensor).copy_(values[i]);
    optimizer.setUpdates(updates);
    return step;
}

} // namespace rw
