#pragma once

#include "core/base/file_lock.h"
#include "core/runlog/records.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string_view>

namespace rw {

class Database;

/// The only writer of a run's `run.db` (SQLite, WAL). Guards the folder with `run.lock`. Every call commits
/// before it returns. Used by one thread at a time.
class RunLogWriter
{
public:
    /// Makes the folder and the log. @throws Error if a run is there already or the folder cannot be written.
    static RunLogWriter create(const std::filesystem::path& runDirectory, const RunRecord& record);
    /// Opens an existing run, migrating its schema. @throws Error if there is none, or it is newer than this
    /// program.
    static RunLogWriter open(const std::filesystem::path& runDirectory);

    RunLogWriter(RunLogWriter&&) noexcept;
    RunLogWriter& operator=(RunLogWriter&&) noexcept;
    ~RunLogWriter();

    [[nodiscard]] RunRecord run() const;
    /// Number of the last committed step; 0 before the first.
    [[nodiscard]] int lastStep() const;
    /// The checkpoint folder of the newest step that has one.
    [[nodiscard]] std::optional<StepRecord> lastCheckpoint() const;
    /// All checkpoint folders recorded and not pruned.
    [[nodiscard]] std::set<std::string> checkpoints() const;

    /// Records the group (prompt, parameters, stage); its answers follow one by one.
    GroupId beginGroup(const RolloutGroup& group, GroupSource source, int policyVersion);
    /// Records one finished answer with its verdict and token traces. @return its id.
    RolloutId addRollout(GroupId group, const Rollout& rollout);
    void finishGroup(GroupId group);
    /// Records whole finished groups in one transaction and fills in their ids, and of their answers ids and
    /// versions of the verdicts.
    void addGroups(std::span<RolloutGroup> groups, GroupSource source, int policyVersion);

    /// A star in a group takes the place of the one before.
    /// @return false if this uuid was recorded before (nothing changes).
    /// @throws Error if the log has no such answer.
    bool recordStar(const StarRecord& star);

    /// Makes a person's word the newest version of the verdict, see judge().
    /// @return false if this uuid was recorded before (nothing changes).
    /// @throws Error if the log has no such answer.
    bool recordJudgement(const JudgementRecord& judgement);
    /// Stores verdicts of verifiers on answers that are there as their newest versions, in one transaction. A
    /// verdict that says what the newest says is not stored, and one by hand stays unless `overByHand`.
    /// @throws Error if the log has no such answer.
    VerdictsStored addVerdicts(std::span<const NewVerdict> verdicts, bool overByHand);
    /// All versions of the verdict on an answer, oldest first.
    [[nodiscard]] std::vector<VerdictRecord> verdicts(RolloutId rollout) const;

    /// One transaction with synchronous=FULL: the step, its metrics, its checkpoint, and what it learnt from
    /// each answer.
    void commitStep(const StepRecord& step, const Metrics& metrics, std::span<const GroupId> groups,
                    std::span<const TrainedRollout> rollouts);
    /// Metrics that belong to no optimizer step of their own, such as the evaluation before the first.
    void addMetrics(int step, const Metrics& metrics);
    [[nodiscard]] bool hasMetrics(int step) const;
    void addEvent(int step, std::string_view kind, const Json& detail);
    /// Forgets pruned checkpoint folders (the steps stay).
    void forgetCheckpoints(const std::set<std::string>& folders);
    /// Takes the steps after `step` out of the log, with their metrics and what answers learnt in them: a
    /// resumed run goes on from `step`. They stay in table `superseded_steps`; the event "superseded" tells
    /// followers, whose detail names the last step that stands ("after"). Groups that were drawn from weights
    /// given up are never trained on.
    void supersedeStepsAfter(int step);

    /// A stored group again, with its answers, for training after a restart.
    [[nodiscard]] RolloutGroup readGroup(GroupId group) const;
    /// Finished groups of Person at `policyVersion` with stage "current" that no step has trained on.
    [[nodiscard]] std::vector<GroupId> untrainedGroups(int policyVersion) const;

private:
    RunLogWriter(std::unique_ptr<FileLock> lock, std::unique_ptr<Database> database,
                 std::filesystem::path directory);

    std::unique_ptr<FileLock> m_lock;
    std::unique_ptr<Database> m_database;
    std::filesystem::path m_directory;
};

} // namespace rw
