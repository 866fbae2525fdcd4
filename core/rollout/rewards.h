#pragma once

#include "core/rollout/rollout.h"

#include <optional>
#include <vector>

namespace rw {

inline constexpr std::string_view kAccuracyPart = "accuracy";
inline constexpr std::string_view kStarPart = "star";

/// The named parts of an answer's reward: those of its verdict, or without any "accuracy", 1 for a correct
/// answer, else 0; then "star", 1 for a starred one, weighted with `starBonus`. Empty where an answer is
/// taken out of training, with no reward at all: where a verifier that weighs anything failed, or a person
/// judged the answer undecided. A person's Correct or Wrong counts whatever else failed: what failed is worth
/// 0 then.
std::vector<RewardPart> rewardParts(const Rollout& rollout, float starBonus);

/// The sum of the parts; nothing where there are none.
std::optional<float> rewardOf(const std::vector<RewardPart>& parts);

} // namespace rw
