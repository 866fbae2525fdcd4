#include "core/rollout/rewards.h"

namespace rw {

std::vector<RewardPart> rewardParts(const Rollout& rollout, float starBonus)
{
    if (!rollout.verdict || rollout.verdict->outcome == Outcome::Error)
        return {};
    const bool correct = rollout.verdict->outcome == Outcome::Correct;
    return {{std::string(kAccuracyPart), correct ? 1.0F : 0.0F, 1.0F},
            {std::string(kStarPart), rollout.starred ? 1.0F : 0.0F, starBonus}};
}

std::optional<float> rewardOf(const std::vector<RewardPart>& parts)
{
    if (parts.empty())
        return std::nullopt;
    return totalReward(parts);
}

float totalReward(const std::vector<RewardPart>& parts)
{
    float sum = 0.0F;
    for (const RewardPart& part : parts)
        sum += part.value * part.weight;
    return sum;
}

} // namespace rw
