#pragma once

#include "core/rollout/rollout.h"

#include <cstddef>
#include <optional>

namespace rw {

/// Estimate of the chance that at least one of `k` answers is right, from `correct` of `answers`: 1 - C(n-c,
/// k) / C(n, k) (Chen et al., "Evaluating Large Language Models Trained on Code", 2021, eq. 1). Requires 0 <
/// k <= answers.
double passAtKEstimate(int answers, int correct, int k);

/// Index of the starred answer of the group, if any.
std::optional<std::size_t> starredAnswer(const RolloutGroup& group);

/// Index of the correct answer with the fewest tokens, the first of equals.
std::optional<std::size_t> shortestCorrectAnswer(const RolloutGroup& group);

} // namespace rw
