#include "tests/ui/answers/sample_group.h"

#include "core/rollout/advantages.h"

#include <cmath>

namespace rw {
namespace {

struct Sample
{
    const char* text;
    const char* read; ///< empty: nothing found
    int tokens;
    Outcome outcome;
};

constexpr Sample kSamples[] = {
    {"The answer is 4.", "4", 6, Outcome::Wrong},
    {"The oranges cost 4, the apples 9. The answer is 3.", "3", 30, Outcome::Correct},
    {"The answer is 2.6.", "2.6", 8, Outcome::Wrong},
    {"13 - 4 = 9. 9 / 3 = 3. The answer is 3.", "3", 20, Outcome::Correct},
    {"The apples and the oranges", "", 12, Outcome::Undecided},
    {"The answer is 3.", "3", 7, Outcome::Correct},
};
constexpr int kStarred = 3;

Verdict verdictOf(const Sample& sample)
{
    Verdict verdict;
    verdict.outcome = sample.outcome;
    verdict.expected = "3";
    verdict.verifier = "final-number";
    verdict.rule = "answer is";
    verdict.milliseconds = 0.02;
    const std::string read = sample.read;
    if (!read.empty()) {
        const std::size_t begin = std::string(sample.text).rfind(read);
        verdict.extracted = read;
        verdict.span = Span{begin, begin + read.size()};
    }
    return verdict;
}

std::vector<TokenTrace> tracesOf(int count)
{
    std::vector<TokenTrace> traces(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        TokenTrace& trace = traces[static_cast<std::size_t>(i)];
        trace.token = i;
        trace.logprob = std::log(i == 2 ? 0.04F : 0.8F);
        trace.rank = i == 2 ? 3 : 1;
        trace.entropy = 0.7F;
        trace.likeliest[0] = {i, trace.logprob};
    }
    return traces;
}

void train(RolloutGroup& group)
{
    std::vector<float> rewards;
    for (Rollout& rollout : group.rollouts) {
        const float accuracy = rollout.verdict->outcome == Outcome::Correct ? 1.0F : 0.0F;
        rollout.rewards = {{"accuracy", accuracy, 1.0F}, {"star", rollout.starred ? 1.0F : 0.0F, 0.2F}};
        rewards.push_back(totalReward(rollout.rewards));
    }
    const std::vector<float> advantages = groupAdvantages(rewards);
    for (std::size_t i = 0; i < advantages.size(); ++i)
        group.rollouts[i].advantage = advantages[i];
}

} // namespace

RolloutGroup sampleGroup(bool trained)
{
    RolloutGroup group;
    group.id.value = 7;
    group.prompt = {"p1", "What does each apple cost?", "3", "shopping", 1};
    group.stage = "imitation";
    for (int i = 0; const Sample& sample : kSamples) {
        Rollout rollout;
        rollout.id.value = 100 + i;
        rollout.index = i;
        rollout.text = sample.text;
        rollout.tokens = tracesOf(sample.tokens);
        rollout.policyVersion = 39;
        rollout.verdict = verdictOf(sample);
        rollout.starred = i == kStarred;
        group.rollouts.push_back(rollout);
        ++i;
    }
    if (trained)
        train(group);
    return group;
}

GroupSummary sampleSummary()
{
    GroupSummary summary;
    summary.id.value = 7;
    summary.stage = "imitation";
    summary.policyVersion = 39;
    summary.finished = true;
    return summary;
}

} // namespace rw
