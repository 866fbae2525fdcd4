#include "core/training/reward_metrics.h"

#include "core/rollout/advantages.h"
#include "core/rollout/rewards.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace rw {

namespace {

void addGroupMetrics(std::span<const RolloutGroup> groups, Metrics& metrics)
{
    std::vector<float> all;
    std::vector<float> stds;
    std::size_t equal = 0;
    for (const RolloutGroup& group : groups) {
        std::vector<float> rewards;
        for (const Rollout& rollout : group.rollouts) {
            if (const auto reward = rewardOf(rollout.rewards))
                rewards.push_back(*reward);
        }
        stds.push_back(unbiasedStd(rewards));
        equal += stds.back() == 0.0F ? 1U : 0U;
        all.insert(all.end(), rewards.begin(), rewards.end());
    }
    metrics["reward"] = meanOf(all);
    metrics["reward_std"] = meanOf(stds);
    metrics["frac_reward_zero_std"] =
        groups.empty() ? 0.0 : static_cast<double>(equal) / static_cast<double>(groups.size());
}

void addPartMetrics(std::span<const RolloutGroup> groups, Metrics& metrics)
{
    std::map<std::string, std::vector<float>> parts{{std::string(kAccuracyPart), {}},
                                                    {std::string(kStarPart), {}}};
    for (const RolloutGroup& group : groups) {
        for (const Rollout& rollout : group.rollouts) {
            for (const RewardPart& part : rollout.rewards)
                parts[part.name].push_back(part.value);
        }
    }
    for (const auto& [name, values] : parts) {
        metrics["rewards/" + name + "/mean"] = meanOf(values);
        metrics["rewards/" + name + "/std"] = static_cast<double>(unbiasedStd(values));
    }
}

void addLengthMetrics(std::span<const RolloutGroup> groups, Metrics& metrics)
{
    std::vector<float> lengths;
    std::vector<float> terminated;
    double promptTokens = 0.0;
    for (const RolloutGroup& group : groups) {
        promptTokens += static_cast<double>(group.promptTokens.size() * group.rollouts.size());
        for (const Rollout& rollout : group.rollouts) {
            lengths.push_back(static_cast<float>(rollout.tokens.size()));
            if (rollout.finish == FinishReason::Stop)
                terminated.push_back(lengths.back());
        }
    }
    if (lengths.empty())
        return;
    const auto [shortest, longest] = std::minmax_element(lengths.begin(), lengths.end());
    metrics["completions/mean_length"] = meanOf(lengths);
    metrics["completions/min_length"] = static_cast<double>(*shortest);
    metrics["completions/max_length"] = static_cast<double>(*longest);
    metrics["completions/mean_terminated_length"] = meanOf(terminated);
    metrics["completions/clipped_ratio"] =
        1.0 - static_cast<double>(terminated.size()) / static_cast<double>(lengths.size());
    metrics["num_tokens"] = promptTokens + std::accumulate(lengths.begin(), lengths.end(), 0.0);
}

} // namespace

Metrics rewardMetrics(std::span<const RolloutGroup> groups)
{
    Metrics metrics;
    addGroupMetrics(groups, metrics);
    addPartMetrics(groups, metrics);
    addLengthMetrics(groups, metrics);
    return metrics;
}

} // namespace rw
