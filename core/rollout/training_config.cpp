#include "core/rollout/training_config.h"

#include "core/base/words.h"
#include "core/rollout/range_check.h"

#include <algorithm>

namespace rw {

namespace {

constexpr Words<Objective, 2> kObjectives{
    {{Objective::Grpo, "grpo"}, {Objective::BestAnswer, "best_answer"}}};

constexpr Words<LossType, 4> kLossTypes{{{LossType::Grpo, "grpo"},
                                         {LossType::Bnpo, "bnpo"},
                                         {LossType::DrGrpo, "dr_grpo"},
                                         {LossType::Dapo, "dapo"}}};

constexpr Words<ScaleRewards, 3> kScales{
    {{ScaleRewards::Group, "group"}, {ScaleRewards::Batch, "batch"}, {ScaleRewards::None, "none"}}};

} // namespace

std::string_view toString(Objective value)
{
    return wordOf(kObjectives, value);
}

std::string_view toString(LossType value)
{
    return wordOf(kLossTypes, value);
}

std::string_view toString(ScaleRewards value)
{
    return wordOf(kScales, value);
}

Objective objectiveFromString(std::string_view word)
{
    return valueOf<UsageError>(kObjectives, word, "objective");
}

LossType lossTypeFromString(std::string_view word)
{
    return valueOf<UsageError>(kLossTypes, word, "loss type");
}

ScaleRewards scaleRewardsFromString(std::string_view word)
{
    return valueOf<UsageError>(kScales, word, "way to scale rewards");
}

void validate(const TrainingConfig& config)
{
    validate(config.sampling);
    validate(config.promptFormat);
    validate(config.lora);
    validate(config.verifiers);
    requireRange("beta", config.beta, 0.0F, 10.0F);
    requireRange("epsilon", config.epsilonLow, 0.0F, 1.0F);
    requireRange("epsilon-high", config.epsilonHigh, 0.0F, 10.0F);
    requireRange("learning-rate", config.learningRate, 0.0F, 1.0F);
    requireRange("warm-up steps", config.warmupSteps, 0, 1'000'000);
    requireRange("decay steps", config.decaySteps, 0, 100'000'000);
    requireRange("final rate share", config.finalRateShare, 0.0F, 1.0F);
    requireRange("adam-beta1", config.adamBeta1, 0.0F, 0.9999F);
    requireRange("adam-beta2", config.adamBeta2, 0.0F, 0.99999F);
    requireRange("adam-epsilon", config.adamEpsilon, 1e-12F, 1.0F);
    requireRange("weight-decay", config.weightDecay, 0.0F, 10.0F);
    requireRange("max-grad-norm", config.maxGradNorm, 1e-6F, 1e6F);
    requireRange("prompts-per-step", config.promptsPerStep, 1, 1024);
    requireRange("micro-batch groups", config.microBatchGroups, 1, 1024);
    requireRange("star bonus", config.starBonus, 0.0F, 10.0F);
    requireRange("checkpoint-every", config.checkpointEvery, 0, 1'000'000);
    requireRange("evaluate every", config.evalEvery, 0, 1'000'000);
    requireRange("evaluation prompts", config.evalPrompts, 1, 100'000);
    if (config.sampling.temperature <= 0.0F)
        throw UsageError("temperature is 0, but a step learns from answers that differ.",
                         "Choose a temperature above 0, for example 1.");
}

int checkpointInterval(const TrainingConfig& config, std::int64_t learning)
{
    constexpr std::int64_t kQuicklyWritten = std::int64_t{1} << 25U;
    if (config.checkpointEvery > 0)
        return config.checkpointEvery;
    return learning <= kQuicklyWritten ? 1 : 10;
}

float learningRateAt(const TrainingConfig& config, int step)
{
    if (step <= config.warmupSteps)
        return config.learningRate * static_cast<float>(step) / static_cast<float>(config.warmupSteps);
    if (config.decaySteps <= 0)
        return config.learningRate;
    const float progress = std::min(1.0F, static_cast<float>(step) / static_cast<float>(config.decaySteps));
    return config.learningRate * (1.0F - (1.0F - config.finalRateShare) * progress);
}

} // namespace rw
