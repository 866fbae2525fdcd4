#include "core/sets/attempt_recorder.h"

#include "core/library/prompt_source.h"
#include "core/rollout/rewards.h"

#include <limits>
#include <set>
#include <vector>

namespace rw {

namespace {

/// The reward that a step gave, or the one that it would give without stars.
std::optional<float> rewardOfAnswer(const Rollout& rollout)
{
    return rewardOf(rollout.rewards.empty() ? rewardParts(rollout, 0.0F) : rollout.rewards);
}

PromptAttempt attemptOf(const RolloutGroup& group, const std::string& run, int step)
{
    PromptAttempt attempt;
    attempt.promptId = group.prompt.id;
    attempt.run = run;
    attempt.group = group.id.value;
    attempt.step = step;
    double rewards = 0.0;
    int rewarded = 0;
    for (const Rollout& rollout : group.rollouts) {
        const Outcome outcome = rollout.verdict ? rollout.verdict->outcome : Outcome::Undecided;
        ++attempt.answers;
        attempt.judged += outcome == Outcome::Correct || outcome == Outcome::Wrong ? 1 : 0;
        attempt.correct += outcome == Outcome::Correct ? 1 : 0;
        if (const auto reward = rewardOfAnswer(rollout)) {
            rewards += static_cast<double>(*reward);
            ++rewarded;
        }
    }
    if (rewarded > 0)
        attempt.meanReward = rewards / rewarded;
    return attempt;
}

} // namespace

AttemptRecorder::AttemptRecorder(LibraryAccess& library, const std::filesystem::path& run)
    : m_library(library)
    , m_run(std::filesystem::absolute(run).lexically_normal().string())
{
}

void AttemptRecorder::record(const std::string& source, std::span<const RolloutGroup> groups, int step)
{
    const auto name = librarySetName(source);
    if (!name)
        return;
    std::vector<PromptAttempt> attempts;
    for (const RolloutGroup& group : groups)
        attempts.push_back(attemptOf(group, m_run, step));
    const bool done = m_library.attempt([&](PromptLibrary& library) {
        auto known = m_sets.find(*name);
        if (known == m_sets.end())
            known = m_sets.emplace(*name, library.set(*name).id).first;
        library.recordAttempts(known->second, attempts);
    });
    if (!done)
        m_sets.clear();
}

void AttemptRecorder::recordAgain(const RunLogReader& log, GroupId group)
{
    if (!m_library.isThere())
        return;
    m_library.attempt([&](PromptLibrary& library) {
        std::vector<PromptAttempt> attempts;
        const auto add = [&](GroupId id) { attempts.push_back(attemptOf(log.group(id), m_run, 0)); };
        if (group.isValid()) {
            add(group);
        } else {
            const std::set<std::int64_t> tried = library.groupsTried(m_run);
            for (const GroupSummary& summary : log.recentGroups(std::numeric_limits<int>::max())) {
                if (tried.contains(summary.id.value))
                    add(summary.id);
            }
        }
        library.recordAttemptsAgain(attempts);
    });
}

} // namespace rw
