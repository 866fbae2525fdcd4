#pragma once

#include "core/base/strict_json.h"
#include "core/rollout/metrics.h"
#include "core/rollout/rollout.h"

#include <span>

namespace rw {

/// pass@1, pass@k (k: answers a prompt; unbiased estimator of Chen et al. 2021, eq. 1) and mean length in
/// tokens, in all and by category; for each way of writing a solution its share of the answers and how often
/// it is right. Groups without a verdict count as wrong.
Json evaluate(std::span<const RolloutGroup> groups);

/// The same under the log's names: "eval_pass@1", "eval_reward", "eval_completions/mean_length",
/// "eval_completions/clipped_ratio", "eval_styles/steps", ...
Metrics evaluationMetrics(std::span<const RolloutGroup> groups);

} // namespace rw
