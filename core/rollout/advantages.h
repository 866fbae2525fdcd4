#pragma once

#include "core/rollout/training_config.h"

#include <optional>
#include <span>
#include <vector>

namespace rw {

/// Group-relative advantages (DeepSeekMath, eq. 3, with TRL's constants): (r - mean) / (std + 1e-4), std
/// unbiased.
/// @param groups rewards of each group; an empty optional is an answer taken out (its verifier failed): its
/// advantage is 0
///               and it counts in no mean.
/// @param scale  Group: std of the own group; Batch: std of all rewards in the batch; None: r - mean.
/// @return one vector a group, of the same length.
std::vector<std::vector<float>> groupAdvantages(std::span<const std::vector<std::optional<float>>> groups,
                                                ScaleRewards scale);

/// The same for one group, scaled by its own std.
std::vector<float> groupAdvantages(std::span<const float> rewards);

/// 0 for no values.
double meanOf(std::span<const float> values);

/// Sample standard deviation (n - 1); 0 for fewer than two values.
float unbiasedStd(std::span<const float> values);

} // namespace rw
