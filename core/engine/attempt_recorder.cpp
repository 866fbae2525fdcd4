#include "core/engine/attempt_recorder.h"

#include "core/base/error.h"
#include "core/library/prompt_source.h"
#include "core/rollout/rewards.h"

#include <spdlog/spdlog.h>

#include <exception>

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

AttemptRecorder::AttemptRecorder(const std::string& source, const std::filesystem::path& library,
                                 const std::filesystem::path& run)
    : m_setName(librarySetName(source))
    , m_file(library.empty() ? defaultLibraryFile() : library)
    , m_run(std::filesystem::absolute(run).lexically_normal().string())
{
}

void AttemptRecorder::record(std::span<const RolloutGroup> groups, int step)
{
    if (!m_setName)
        return;
    try {
        write(groups, step);
        m_failing = false;
    } catch (const std::exception& problem) {
        if (!m_failing)
            spdlog::warn("The library of prompts keeps no statistics for now: {}", problem.what());
        m_failing = true;
        m_library.reset();
    }
}

void AttemptRecorder::write(std::span<const RolloutGroup> groups, int step)
{
    if (!m_library) {
        m_library = PromptLibrary::openIfThere(m_file);
        if (!m_library)
            throw Error("There is no library at " + m_file.string() + " any more.");
        m_set = m_library->set(*m_setName).id;
    }
    std::vector<PromptAttempt> attempts;
    for (const RolloutGroup& group : groups)
        attempts.push_back(attemptOf(group, m_run, step));
    m_library->recordAttempts(m_set, attempts);
}

} // namespace rw
