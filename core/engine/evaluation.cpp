#include "core/engine/evaluation.h"

#include "core/prompts/word_problems.h"
#include "core/rollout/group_statistics.h"

#include <map>
#include <string>

namespace rw {

namespace {

bool isCorrect(const Rollout& rollout)
{
    return rollout.verdict && rollout.verdict->outcome == Outcome::Correct;
}

/// Sums over groups, from which the figures follow.
struct Tally
{
    double passAt1 = 0.0;
    double passAtK = 0.0;
    std::size_t groups = 0;
    std::size_t answers = 0;
    std::size_t tokens = 0;
    std::size_t cutOff = 0;
    int samples = 0;

    void add(const RolloutGroup& group)
    {
        const int n = static_cast<int>(group.rollouts.size());
        int correct = 0;
        for (const Rollout& rollout : group.rollouts) {
            correct += isCorrect(rollout) ? 1 : 0;
            tokens += rollout.tokens.size();
            cutOff += rollout.finish == FinishReason::Length ? 1U : 0U;
        }
        passAt1 += passAtKEstimate(n, correct, 1);
        passAtK += passAtKEstimate(n, correct, n);
        answers += group.rollouts.size();
        samples = std::max(samples, n);
        ++groups;
    }

    [[nodiscard]] double perGroup(double sum) const
    {
        return groups == 0 ? 0.0 : sum / static_cast<double>(groups);
    }
    [[nodiscard]] double perAnswer(std::size_t sum) const
    {
        return answers == 0 ? 0.0 : static_cast<double>(sum) / static_cast<double>(answers);
    }

    [[nodiscard]] Json toJson() const
    {
        return {{"prompts", groups},
                {"pass@1", perGroup(passAt1)},
                {"pass@" + std::to_string(samples), perGroup(passAtK)},
                {"mean_length", perAnswer(tokens)},
                {"clipped_ratio", perAnswer(cutOff)}};
    }
};

struct StyleTally
{
    std::size_t answers = 0;
    std::size_t correct = 0;
};

std::map<SolutionStyle, StyleTally> tallyStyles(std::span<const RolloutGroup> groups)
{
    std::map<SolutionStyle, StyleTally> styles{
        {SolutionStyle::BareAnswer, {}}, {SolutionStyle::Equation, {}}, {SolutionStyle::Steps, {}}};
    for (const RolloutGroup& group : groups) {
        for (const Rollout& rollout : group.rollouts) {
            StyleTally& tally = styles[classifySolution(rollout.text)];
            ++tally.answers;
            tally.correct += isCorrect(rollout) ? 1U : 0U;
        }
    }
    return styles;
}

double ratio(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

Json evaluate(std::span<const RolloutGroup> groups)
{
    Tally all;
    std::map<std::string, Tally> categories;
    for (const RolloutGroup& group : groups) {
        all.add(group);
        categories[group.prompt.category].add(group);
    }
    Json result = all.toJson();
    for (const auto& [category, tally] : categories)
        result["categories"][category.empty() ? "none" : category] = tally.toJson();
    for (const auto& [style, tally] : tallyStyles(groups)) {
        const Json accuracy = tally.answers == 0 ? Json(nullptr) : Json(ratio(tally.correct, tally.answers));
        result["styles"][std::string(toString(style))] = {{"share", ratio(tally.answers, all.answers)},
                                                          {"accuracy", accuracy}};
    }
    return result;
}

Metrics evaluationMetrics(std::span<const RolloutGroup> groups)
{
    Tally all;
    for (const RolloutGroup& group : groups)
        all.add(group);
    Metrics metrics{{"eval_pass@1", all.perGroup(all.passAt1)},
                    {"eval_reward", all.perGroup(all.passAt1)},
                    {"eval_completions/mean_length", all.perAnswer(all.tokens)},
                    {"eval_completions/clipped_ratio", all.perAnswer(all.cutOff)}};
    for (const auto& [style, tally] : tallyStyles(groups))
        metrics["eval_styles/" + std::string(toString(style))] = ratio(tally.answers, all.answers);
    return metrics;
}

} // namespace rw
