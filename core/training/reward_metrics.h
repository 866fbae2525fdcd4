#pragma once

#include "core/rollout/metrics.h"
#include "core/rollout/rollout.h"

#include <span>

namespace rw {

/// What TRL logs of the rewards and lengths of a step: "reward", "reward_std" (mean of the groups' stds),
/// "frac_reward_zero_std", "rewards/accuracy/mean", "rewards/star/mean" and their "/std", "completions/..."
/// and "num_tokens". Answers whose verifier failed count in no reward.
Metrics rewardMetrics(std::span<const RolloutGroup> groups);

} // namespace rw
