#pragma once

#include <map>
#include <string>

namespace rw {

/// Metrics of one step by TRL's names: "reward", "reward_std", "frac_reward_zero_std",
/// "rewards/accuracy/mean", "rewards/star/mean", "completions/mean_length", "completions/clipped_ratio",
/// "entropy", "kl", "loss", "grad_norm", "learning_rate", "clip_ratio/region_mean",
/// "sampling/sampling_logp_difference/mean", "step_time", "num_tokens", ... Metrics of the held-out prompts
/// carry "eval_" in front. Ordered, so that output is stable.
using Metrics = std::map<std::string, double>;

} // namespace rw
