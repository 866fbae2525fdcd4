#include "core/rollout/advantages.h"

#include <cmath>

namespace rw {

namespace {

constexpr float kStdEpsilon = 1e-4F; ///< TRL's

std::vector<float> present(const std::vector<std::optional<float>>& rewards)
{
    std::vector<float> values;
    for (const std::optional<float>& reward : rewards) {
        if (reward)
            values.push_back(*reward);
    }
    return values;
}

} // namespace

double meanOf(std::span<const float> values)
{
    double sum = 0.0;
    for (const float value : values)
        sum += value;
    return values.empty() ? 0.0 : sum / static_cast<double>(values.size());
}

float unbiasedStd(std::span<const float> values)
{
    if (values.size() < 2)
        return 0.0F;
    const double mean = meanOf(values);
    double sum = 0.0;
    for (const float value : values)
        sum += (value - mean) * (value - mean);
    return static_cast<float>(std::sqrt(sum / static_cast<double>(values.size() - 1)));
}

std::vector<std::vector<float>> groupAdvantages(std::span<const std::vector<std::optional<float>>> groups,
                                                ScaleRewards scale)
{
    std::vector<float> batch;
    for (const auto& group : groups) {
        const std::vector<float> values = present(group);
        batch.insert(batch.end(), values.begin(), values.end());
    }
    const float batchStd = unbiasedStd(batch);

    std::vector<std::vector<float>> advantages;
    for (const auto& group : groups) {
        const std::vector<float> values = present(group);
        const auto mean = static_cast<float>(meanOf(values));
        float divisor = 1.0F;
        if (scale != ScaleRewards::None)
            divisor = (scale == ScaleRewards::Group ? unbiasedStd(values) : batchStd) + kStdEpsilon;
        std::vector<float>& result = advantages.emplace_back();
        for (const std::optional<float>& reward : group)
            result.push_back(reward ? (*reward - mean) / divisor : 0.0F);
    }
    return advantages;
}

std::vector<float> groupAdvantages(std::span<const float> rewards)
{
    const std::vector<std::optional<float>> group(rewards.begin(), rewards.end());
    return groupAdvantages(std::span(&group, 1), ScaleRewards::Group).front();
}

} // namespace rw
