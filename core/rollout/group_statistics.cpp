#include "core/rollout/group_statistics.h"

namespace rw {

double passAtKEstimate(int answers, int correct, int k)
{
    if (answers - correct < k)
        return 1.0;
    double allWrong = 1.0;
    for (int i = 0; i < k; ++i)
        allWrong *= static_cast<double>(answers - correct - i) / static_cast<double>(answers - i);
    return 1.0 - allWrong;
}

std::optional<std::size_t> starredAnswer(const RolloutGroup& group)
{
    for (std::size_t i = 0; i < group.rollouts.size(); ++i) {
        if (group.rollouts[i].starred)
            return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> shortestCorrectAnswer(const RolloutGroup& group)
{
    std::optional<std::size_t> shortest;
    for (std::size_t i = 0; i < group.rollouts.size(); ++i) {
        const Rollout& rollout = group.rollouts[i];
        if (!rollout.verdict || rollout.verdict->outcome != Outcome::Correct)
            continue;
        if (!shortest || rollout.tokens.size() < group.rollouts[*shortest].tokens.size())
            shortest = i;
    }
    return shortest;
}

} // namespace rw
