#pragma once

#include "core/runlog/records.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

class Database;

/// A read-only view of a run's log, also while another process writes it. Never takes the run's lock;
/// statements are reset after each call, so it never holds back the writer's checkpoints. A log of an older
/// version is read as it is, also when a writer migrates it meanwhile. Used by one thread at a time.
class RunLogReader
{
public:
    /// @param runDirectory folder with run.db; a folder that cannot be written in and has no -wal opens
    /// immutable.
    /// @throws Error if there is no run, it is damaged, or newer than this program.
    explicit RunLogReader(const std::filesystem::path& runDirectory);
    RunLogReader(RunLogReader&&) noexcept;
    RunLogReader& operator=(RunLogReader&&) noexcept;
    ~RunLogReader();

    /// Changes when another connection has committed (`PRAGMA data_version`).
    [[nodiscard]] std::int64_t dataVersion() const;

    [[nodiscard]] RunRecord run() const;
    [[nodiscard]] std::vector<StepRecord> steps() const;
    /// Metrics with row > `after`, oldest first. Those of superseded steps are gone: a follower that meets
    /// the event "superseded" reads anew from 0.
    [[nodiscard]] std::vector<MetricRecord> metricsAfter(std::int64_t after) const;
    /// The value of a metric logged last; NaN where it could not be computed, nothing where there is none.
    [[nodiscard]] std::optional<double> lastValue(std::string_view key) const;
    /// Newest first.
    [[nodiscard]] std::vector<GroupSummary> recentGroups(int limit) const;
    /// Groups that step `step` trained on, Person's first.
    [[nodiscard]] std::vector<GroupSummary> groupsOfStep(int step) const;
    /// All groups of one prompt, oldest first.
    [[nodiscard]] std::vector<GroupSummary> groupsOfPrompt(const std::string& promptId) const;
    [[nodiscard]] RolloutGroup group(GroupId id) const;
    /// All versions of the verdict on an answer, oldest first. None for an answer that nobody judged or that
    /// is not there.
    [[nodiscard]] std::vector<VerdictRecord> verdicts(RolloutId rollout) const;
    /// Answers with ids above `after` (RolloutId{}: from the first), oldest first, at most `limit`.
    [[nodiscard]] std::vector<StoredAnswer> answersAfter(RolloutId after, int limit) const;
    /// The `count` answers written last, oldest first.
    [[nodiscard]] std::vector<StoredAnswer> lastAnswers(int count) const;
    /// @throws Error if there is no such answer.
    [[nodiscard]] StoredAnswer answer(RolloutId rollout) const;
    /// By their place in the group. @throws Error if there is no such group.
    [[nodiscard]] std::vector<StoredAnswer> answersOf(GroupId group) const;
    [[nodiscard]] std::int64_t answerCount() const;
    /// The answer before the `newest` newest ones: answersAfter() it begins with those. Invalid where there
    /// are not that many.
    [[nodiscard]] RolloutId answerBefore(int newest) const;
    [[nodiscard]] std::vector<PromptStatistics> promptStatistics() const;
    [[nodiscard]] std::vector<EventRecord> eventsAfter(std::int64_t after) const;

private:
    /// Calls `work(Database&)` on the log, seen as one of the newest version.
    template <class Work>
    auto read(Work&& work) const;
    template <class Value>
    [[nodiscard]] std::vector<GroupSummary> summaries(std::string_view which, const Value& value) const;

    std::unique_ptr<Database> m_database;
    mutable std::int64_t m_version = 0; ///< of the log, as it was seen last
};

} // namespace rw
