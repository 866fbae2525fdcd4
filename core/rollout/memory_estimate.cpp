#include "core/rollout/memory_estimate.h"

#include "core/weights/decoder_weights.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::int64_t kFloat = 4;
constexpr std::int64_t kMegabyte = std::int64_t{1} << 20U;

/// The program, LibTorch and their tables, measured on the smallest model.
constexpr std::int64_t kRuntime = 130 * kMegabyte;

/// As many answers as BatchGenerator has in flight at most, and tokens as KvPool hands out at a time.
constexpr std::int64_t kAnswersInFlight = 256;
constexpr std::int64_t kBlockTokens = 16;

std::int64_t roundUp(std::int64_t value, std::int64_t unit)
{
    return (value + unit - 1) / unit * unit;
}

std::int64_t samplingBytes(const ModelConfig& model, const SamplingParams& params, std::int64_t prompts,
                           std::int64_t promptTokens)
{
    const std::int64_t answers = std::min(kAnswersInFlight, prompts * params.samples);
    const std::int64_t groups = std::max<std::int64_t>(1, answers / params.samples);
    const std::int64_t tokens =
        groups * roundUp(promptTokens, kBlockTokens) + answers * roundUp(params.maxNewTokens, kBlockTokens);
    const std::int64_t perToken =
        std::int64_t{model.layers} * model.kvHeads * (model.headDim + roundUp(model.headDim, kBlockTokens));
    return kFloat * (tokens * perToken + answers * model.vocabSize);
}

std::int64_t activationBytes(const ModelConfig& model, const TrainingConfig& config,
                             std::int64_t promptTokens)
{
    const std::int64_t groups = std::min(config.microBatchGroups, config.promptsPerStep);
    const std::int64_t answerTokens = std::int64_t{config.sampling.samples} * config.sampling.maxNewTokens;
    const std::int64_t context = promptTokens + config.sampling.maxNewTokens;
    const std::int64_t perRow = activationBytesPerRow(model, context);
    const std::int64_t rows =
        std::min(groups * (promptTokens + answerTokens), std::max(context, kMicroBatchBytes / perRow));
    const std::int64_t all = rows * model.vocabSize;
    const std::int64_t logits = all <= kLogitsKept ? all : std::min(rows, kLogitRowsAtOnce) * model.vocabSize;
    return rows * perRow + kFloat * logits;
}

} // namespace

std::int64_t MemoryEstimate::total() const
{
    return runtime + weights + decodeWeights + sampling + reference + optimizer + activations;
}

std::int64_t activationBytesPerRow(const ModelConfig& model, std::int64_t context)
{
    const std::int64_t query = std::int64_t{model.heads} * model.headDim;
    const std::int64_t keyValue = std::int64_t{model.kvHeads} * model.headDim;
    const std::int64_t norms = 4 * std::int64_t{model.hiddenSize};
    const std::int64_t projections = 3 * query + 3 * keyValue;
    const std::int64_t scores = 2 * std::int64_t{model.heads} * context;
    // swiGlu() keeps nothing between its inputs and its product.
    const bool swiGlu = model.gatedFeedForward && model.activation == Activation::Silu;
    const std::int64_t feedForward = (swiGlu ? 3 : 4) * std::int64_t{model.intermediateSize};
    return kFloat * model.layers * (norms + projections + scores + feedForward);
}

std::int64_t trainableParameters(const ModelConfig& model, const LoraConfig& lora)
{
    if (!lora.isOn())
        return parameterCount(model);
    std::int64_t count = 0;
    for (const WeightSpec& weight : decoderWeights(model)) {
        const auto target = loraTargetOf(weight.role);
        if (target && std::find(lora.targets.begin(), lora.targets.end(), *target) != lora.targets.end())
            count += lora.rank * (weight.shape[0] + weight.shape[1]);
    }
    return count;
}

MemoryEstimate estimateMemory(const ModelConfig& model, const TrainingConfig& config,
                              const MemoryScenario& scenario)
{
    const std::int64_t parameters = parameterCount(model);
    MemoryEstimate estimate;
    estimate.runtime = kRuntime;
    estimate.weights = parameters * scenario.weightBytes;
    estimate.decodeWeights = parameters * kFloat;
    const std::int64_t prompts = scenario.training ? config.promptsPerStep : 1;
    estimate.sampling = samplingBytes(model, config.sampling, prompts, scenario.promptTokens);
    if (!scenario.training)
        return estimate;

    const std::int64_t learning = trainableParameters(model, config.lora);
    if (config.lora.isOn())
        estimate.weights += learning * kFloat;
    else
        estimate.reference = parameters * kFloat;
    estimate.optimizer = 3 * learning * kFloat;
    estimate.activations = activationBytes(model, config, scenario.promptTokens);
    return estimate;
}

} // namespace rw
