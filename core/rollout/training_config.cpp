#include "core/rollout/training_config.h"

#include "core/base/error.h"
#include "core/rollout/range_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace rw {

namespace {

template <class Value, std::size_t Size>
using Words = std::array<std::pair<Value, std::string_view>, Size>;

constexpr Words<Objective, 2> kObjectives{
    {{Objective::Grpo, "grpo"}, {Objective::BestAnswer, "best_answer"}}};

constexpr Words<LossType, 4> kLossTypes{{{LossType::Grpo, "grpo"},
                                         {LossType::Bnpo, "bnpo"},
                                         {LossType::DrGrpo, "dr_grpo"},
                                         {LossType::Dapo, "dapo"}}};

constexpr Words<ScaleRewards, 3> kScales{
    {{ScaleRewards::Group, "group"}, {ScaleRewards::Batch, "batch"}, {ScaleRewards::None, "none"}}};

template <class Value, std::size_t Size>
std::string_view wordOf(const Words<Value, Size>& words, Value value)
{
    const auto found =
        std::find_if(words.begin(), words.end(), [&](const auto& entry) { return entry.first == value; });
    return found->second;
}

template <class Value, std::size_t Size>
Value valueOf(const Words<Value, Size>& words, std::string_view word, std::string_view what)
{
    std::string accepted;
    for (const auto& [value, candidate] : words) {
        if (candidate == word)
            return value;
        accepted += accepted.empty() ? "" : ", ";
        accepted += candidate;
    }
    throw UsageError("\"" + std::string(word) + "\" is no " + std::string(what) + ".",
                     "Choose one of: " + accepted + ".");
}

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
    return valueOf(kObjectives, word, "objective");
}

LossType lossTypeFromString(std::string_view word)
{
    return valueOf(kLossTypes, word, "loss type");
}

ScaleRewards scaleRewardsFromString(std::string_view word)
{
    return valueOf(kScales, word, "way to scale rewards");
}

void validate(const TrainingConfig& config)
{
    validate(config.sampling);
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
    requireRange("checkpoint-every", config.checkpointEvery, 1, 1'000'000);
    requireRange("evaluate every", config.evalEvery, 0, 1'000'000);
    requireRange("evaluation prompts", config.evalPrompts, 1, 100'000);
    if (config.sampling.temperature <= 0.0F)
        throw UsageError("temperature is 0, but a step learns from answers that differ.",
                         "Choose a temperature above 0, for example 1.");
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
