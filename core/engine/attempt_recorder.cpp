#include "core/engine/attempt_recorder.h"

#include "core/base/error.h"
#include "core/library/prompt_source.h"
#include "core/rollout/rewards.h"

#include <spdlog/spdlog.h>

#include <exception>
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

AttemptRecorder::AttemptRecorder(const std::filesystem::path& library, const std::filesystem::path& run)
    : m_file(library.empty() ? defaultLibraryFile() : library)
    , m_run(std::filesystem::absolute(run).lexically_normal().string())
{
}

void AttemptRecorder::record(const std::string& source, std::span<const RolloutGroup> groups, int step)
{
    const auto name = librarySetName(source);
    if (!name)
        return;
    attempt([&] {
        if (!isOpen())
            throw Error("There is no library at " + m_file.string() + " any more.");
        std::vector<PromptAttempt> attempts;
        for (const RolloutGroup& group : groups)
            attempts.push_back(attemptOf(group, m_run, step));
        m_library->recordAttempts(setOf(*name), attempts);
    });
}

void AttemptRecorder::recordAgain(const RunLogReader& log, GroupId group)
{
    attempt([&] {
        if (!isOpen())
            return;
        std::vector<PromptAttempt> attempts;
        const auto add = [&](GroupId id) { attempts.push_back(attemptOf(log.group(id), m_run, 0)); };
        if (group.isValid()) {
            add(group);
        } else {
            const std::set<std::int64_t> tried = m_library->groupsTried(m_run);
            for (const GroupSummary& summary : log.recentGroups(std::numeric_limits<int>::max())) {
                if (tried.contains(summary.id.value))
                    add(summary.id);
            }
        }
        m_library->recordAttemptsAgain(attempts);
    });
}

void AttemptRecorder::attempt(const std::function<void()>& work)
{
    try {
        work();
        m_failing = false;
    } catch (const std::exception& problem) {
        if (!m_failing)
            spdlog::warn("The library of prompts keeps no statistics for now: {}", problem.what());
        m_failing = true;
        m_library.reset();
        m_sets.clear();
    }
}

bool AttemptRecorder::isOpen()
{
    if (!m_library)
        m_library = PromptLibrary::openIfThere(m_file);
    return m_library.has_value();
}

PromptSetId AttemptRecorder::setOf(const std::string& name)
{
    const auto known = m_sets.find(name);
    return known != m_sets.end() ? known->second
                                 : m_sets.emplace(name, m_library->set(name).id).first->second;
}

} // namespace rw
