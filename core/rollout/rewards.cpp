#include "core/rollout/rewards.h"

#include "core/verify/verdict_by_hand.h"

#include <algorithm>

namespace rw {

namespace {

bool hasFailed(const Verdict& verdict)
{
    const auto failed = [](const VerdictPart& part) {
        return part.outcome == Outcome::Error && part.weight != 0.0;
    };
    return verdict.outcome == Outcome::Error ||
           std::any_of(verdict.parts.begin(), verdict.parts.end(), failed);
}

bool isTakenOut(const Verdict& verdict)
{
    return isByHand(verdict) ? verdict.outcome == Outcome::Undecided : hasFailed(verdict);
}

std::vector<RewardPart> verdictParts(const Verdict& verdict)
{
    if (verdict.parts.empty())
        return {{std::string(kAccuracyPart), verdict.outcome == Outcome::Correct ? 1.0F : 0.0F, 1.0F}};
    std::vector<RewardPart> parts;
    for (const VerdictPart& part : verdict.parts) {
        const double score = part.outcome == Outcome::Error ? 0.0 : part.score;
        parts.push_back({part.name, static_cast<float>(score), static_cast<float>(part.weight)});
    }
    return parts;
}

} // namespace

std::vector<RewardPart> rewardParts(const Rollout& rollout, float starBonus)
{
    if (!rollout.verdict || isTakenOut(*rollout.verdict))
        return {};
    std::vector<RewardPart> parts = verdictParts(*rollout.verdict);
    parts.push_back({std::string(kStarPart), rollout.starred ? 1.0F : 0.0F, starBonus});
    return parts;
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
