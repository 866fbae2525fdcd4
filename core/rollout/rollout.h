#pragma once

#include "core/base/ids.h"
#include "core/prompts/prompt.h"
#include "core/rollout/sampling_params.h"
#include "core/verify/verdict.h"
#include "core/verify/verifier.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw {

/// One of the likeliest tokens at a position.
struct TokenAlternative
{
    std::int32_t token = -1; ///< -1: none (a vocabulary smaller than five, or truncated away)
    float logprob = 0.0F;

    bool operator==(const TokenAlternative&) const = default;
};

/// What the sampler knew when it drew one token. Log-probabilities are natural and of the distribution drawn
/// from (after temperature and truncation).
struct TokenTrace
{
    std::int32_t token = 0;
    float logprob = 0.0F;
    std::int32_t rank = 0; ///< 1: the likeliest
    float entropy = 0.0F;  ///< nats, of the distribution drawn from
    std::array<TokenAlternative, 5> likeliest{};

    bool operator==(const TokenTrace&) const = default;
};

/// One named part of a reward: the reward is the sum of value times weight.
struct RewardPart
{
    std::string name; ///< "accuracy", "star"
    float value = 0.0F;
    float weight = 1.0F;

    bool operator==(const RewardPart&) const = default;
};

/// One answer with everything that was known when it was drawn.
struct Rollout
{
    RolloutId id;                   ///< invalid until the run log has it
    int index = 0;                  ///< place in its group, from 0
    std::vector<TokenTrace> tokens; ///< includes the stop token
    std::string text;               ///< valid UTF-8, without the stop token
    FinishReason finish = FinishReason::Stop;
    int policyVersion = 0;             ///< training steps behind the weights that wrote it
    std::optional<Verdict> verdict;    ///< the newest; none until verified
    int verdictVersion = 0;            ///< of `verdict` in the run log, from 1; 0: it is not there yet
    std::vector<RewardPart> rewards;   ///< filled when a step trains on it
    std::optional<float> advantage;    ///< likewise
    std::optional<int> trainedVerdict; ///< version of the verdict that the step learnt from
    bool starred = false;
};

/// The N answers to one prompt, drawn with one set of parameters from one set of weights.
struct RolloutGroup
{
    GroupId id;
    Prompt prompt;
    std::string stage = "current"; ///< "base", "imitation" or "current"
    SamplingParams params;
    std::vector<std::int32_t> promptTokens; ///< as the model saw them, chat template included
    std::vector<Rollout> rollouts;          ///< rollouts[i].index == i
};

/// Sum of value times weight. 0 for none.
float totalReward(const std::vector<RewardPart>& parts);

} // namespace rw
