#include "ui/panels/inspector_text.h"

#include "core/rollout/advantages.h"
#include "ui/widgets/answer_facts.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>
#include <numeric>
#include <vector>

namespace rw::ui {
namespace {

constexpr float kEpsilon = 1e-4F;    ///< TRL's, see core/rollout/advantages.h
constexpr float kSameNumber = 5e-3F; ///< closer than what two decimals show

QString tr(const char* text)
{
    return QCoreApplication::translate("Inspector", text);
}

QString two(float value)
{
    const QString digits = QLocale().toString(std::abs(static_cast<double>(value)), 'f', 2);
    return value < 0 ? QStringLiteral("−") + digits : digits;
}

/// Rewards of the answers the step counted.
std::vector<float> countedRewards(const RolloutGroup& group)
{
    std::vector<float> rewards;
    for (const Rollout& rollout : group.rollouts) {
        if (!rollout.rewards.empty())
            rewards.push_back(totalReward(rollout.rewards));
    }
    return rewards;
}

float meanOf(const std::vector<float>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0F) / static_cast<float>(values.size());
}

QString partsText(const Rollout& rollout)
{
    QStringList parts;
    for (const RewardPart& part : rollout.rewards)
        parts << tr("%1 %2 × %3").arg(QString::fromStdString(part.name), two(part.value), two(part.weight));
    return tr("r = %1: %2").arg(two(totalReward(rollout.rewards)), parts.join(QStringLiteral(", ")));
}

QString formulaText(float reward, float mean, float std, float advantage)
{
    const QString result = signedNumber(static_cast<double>(advantage));
    const QString difference = QStringLiteral("(%1 − %2)").arg(two(reward), two(mean));
    if (std::abs((reward - mean) / (std + kEpsilon) - advantage) < kSameNumber)
        return tr("A = (r − mean) / (std + 1e-4)\n  = %1 / (%2 + 0.0001)\n  = %3")
            .arg(difference, two(std), result);
    if (std::abs(reward - mean - advantage) < kSameNumber)
        return tr("A = r − mean\n  = %1\n  = %2").arg(difference, result);
    return tr("A = (r − mean) / (std of the batch + 1e-4)\n  = %1 / ...\n  = %2").arg(difference, result);
}

} // namespace

std::optional<AdvantageText> advantageText(const RolloutGroup& group, int index)
{
    if (index < 0 || index >= static_cast<int>(group.rollouts.size()))
        return {};
    const Rollout& rollout = group.rollouts[static_cast<std::size_t>(index)];
    if (!rollout.advantage)
        return {};
    const std::vector<float> rewards = countedRewards(group);
    if (rollout.rewards.empty() || rewards.empty())
        return AdvantageText{tr("A = %1").arg(signedNumber(static_cast<double>(*rollout.advantage))),
                             tr("The checker could not judge this answer, so the step left it out.")};
    return AdvantageText{
        formulaText(totalReward(rollout.rewards), meanOf(rewards), unbiasedStd(rewards), *rollout.advantage),
        partsText(rollout)};
}

} // namespace rw::ui
