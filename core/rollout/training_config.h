#pragma once

#include "core/prompts/prompt_format.h"
#include "core/rollout/lora_config.h"
#include "core/rollout/sampling_params.h"
#include "core/verify/verifier_spec.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rw {

enum class Objective { Grpo, BestAnswer };
enum class LossType { Grpo, Bnpo, DrGrpo, Dapo };
enum class ScaleRewards { Group, Batch, None };

/// TRL's spellings: "grpo", "best_answer"; "grpo", "bnpo", "dr_grpo", "dapo"; "group", "batch", "none".
std::string_view toString(Objective value);
std::string_view toString(LossType value);
std::string_view toString(ScaleRewards value);
/// @throws UsageError that lists the words accepted.
Objective objectiveFromString(std::string_view word);
LossType lossTypeFromString(std::string_view word);
ScaleRewards scaleRewardsFromString(std::string_view word);

/// Everything a training step depends on. The defaults are those of the window and of `rollout-engine train`.
struct TrainingConfig
{
    Objective objective = Objective::Grpo;
    LossType lossType = LossType::Dapo;
    ScaleRewards scaleRewards = ScaleRewards::Group;
    float beta = 0.0F;        ///< weight of the k3 KL to the run's starting weights
    float epsilonLow = 0.2F;  ///< clip range: ratio >= 1 - epsilonLow
    float epsilonHigh = 0.2F; ///< clip range: ratio <= 1 + epsilonHigh
    float learningRate = 3e-4F;
    int warmupSteps = 5;  ///< linear from 0
    int decaySteps = 100; ///< linear from the full rate to finalRateShare of it, counted from step 1
    float finalRateShare = 0.2F;
    float adamBeta1 = 0.9F;
    float adamBeta2 = 0.98F;
    float adamEpsilon = 1e-8F;
    float weightDecay = 0.0F;
    float maxGradNorm = 1.0F;
    int promptsPerStep = 8;
    int microBatchGroups = 4; ///< groups whose activations live at a time
    float starBonus = 0.2F;   ///< reward part "star"
    int checkpointEvery = 0;  ///< steps between checkpoints; 0: see checkpointInterval()
    int evalEvery = 10;       ///< 0: never
    int evalPrompts = 100;
    std::vector<VerifierSpec> verifiers; ///< each adds a part to the reward; empty: final-number alone
    LoraConfig lora;                     ///< fixed when the run is made
    PromptFormat promptFormat;
    SamplingParams sampling; ///< samples, temperature, maxNewTokens; its seed is the run's

    bool operator==(const TrainingConfig&) const = default;
};

/// @throws UsageError that names the first value out of range.
void validate(const TrainingConfig& config);

/// Steps between checkpoints where `learning` weights learn. Unless the config says: 1 while writing them
/// takes a moment, 10 where they and the optimizer's state are more than some 400 MB.
int checkpointInterval(const TrainingConfig& config, std::int64_t learning);

/// Learning rate of step `step` (from 1): linear warm-up, then linear decay.
float learningRateAt(const TrainingConfig& config, int step);

} // namespace rw
