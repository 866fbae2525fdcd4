#include "core/runlog/run_log_writer.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/timestamp.h"
#include "core/database/database.h"
#include "core/runlog/group_rows.h"
#include "core/runlog/new_run_folder.h"
#include "core/runlog/run_rows.h"
#include "core/runlog/schema.h"
#include "core/runlog/step_rows.h"
#include "core/runlog/verdict_rows.h"

namespace rw {

namespace {

constexpr const char* kLogName = "run.db";
constexpr const char* kLockName = "run.lock";

bool isThere(const std::filesystem::path& file)
{
    std::error_code unreadable;
    return std::filesystem::exists(file, unreadable);
}

void refuseExistingRun(const std::filesystem::path& directory)
{
    if (isThere(directory / kLogName))
        throw Error("There is a run in " + directory.string() + " already.",
                    "Resume it, or choose another folder.");
}

/// What a killed create() left.
void removeIfThere(const std::filesystem::path& file)
{
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
}

/// Writes a complete log that is not yet in its place.
void buildLog(const std::filesystem::path& file, const RunRecord& record)
{
    explained(file, [&] {
        const auto database = Database::create(file);
        migrate(*database);
        insertRun(*database, record);
        database->execute("PRAGMA journal_mode = WAL");
    });
}

void moveIntoPlace(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code problem;
    std::filesystem::rename(from, to, problem);
    if (problem)
        throw Error("Cannot make " + to.string() + ": " + problem.message() + ".");
    syncDirectory(to.parent_path());
}

std::unique_ptr<Database> openLog(const std::filesystem::path& file)
{
    return explained(file, [&] {
        auto database = Database::openForWriting(file);
        checkIsRunLog(*database);
        database->execute("PRAGMA journal_mode = WAL");
        migrate(*database);
        return database;
    });
}

/// Does `work` in one transaction.
template <class Work>
auto inTransaction(Database& database, Work&& work)
{
    return explained(database.file(), [&] {
        SQLite::Transaction transaction = database.beginWriting();
        if constexpr (std::is_void_v<decltype(work())>) {
            work();
            transaction.commit();
        } else {
            auto result = work();
            transaction.commit();
            return result;
        }
    });
}

/// @param otherwise what cannot be done where there is no such answer
GroupId groupOf(Database& database, RolloutId rollout, std::string_view otherwise)
{
    Query row = database.query("SELECT group_id FROM rollouts WHERE id = ?");
    if (!row.bind(rollout).next())
        throw Error("Answer " + std::to_string(rollout.value) + " is not in " + database.file().string() +
                    ": " + std::string(otherwise) + ".");
    return {row.integer(0)};
}

/// @return false where the uuid is there already
bool insertJudgement(Database& database, const JudgementRecord& judgement)
{
    std::optional<std::string_view> outcome;
    if (judgement.outcome)
        outcome = toString(*judgement.outcome);
    return database
               .query("INSERT OR IGNORE INTO judgements (uuid, rollout_id, outcome, recorded_at) "
                      "VALUES (?, ?, ?, ?)")
               .bind(judgement.uuid, judgement.rollout, outcome, timestampNow())
               .run() == 1;
}

void setStar(Database& database, GroupId group, const StarRecord& star)
{
    if (star.starred) {
        database.query("INSERT OR REPLACE INTO stars (group_id, rollout_id) VALUES (?, ?)")
            .bind(group, star.rollout)
            .run();
    } else {
        database.query("DELETE FROM stars WHERE group_id = ? AND rollout_id = ?")
            .bind(group, star.rollout)
            .run();
    }
}

} // namespace

RunLogWriter RunLogWriter::create(const std::filesystem::path& runDirectory, const RunRecord& record)
{
    refuseExistingRun(runDirectory);
    NewRunFolder folder(runDirectory);
    const std::filesystem::path lockFile = runDirectory / kLockName;
    const bool lockThere = isThere(lockFile);
    auto lock = std::make_unique<FileLock>(lockFile);
    if (!lockThere)
        folder.add(lockFile);
    refuseExistingRun(runDirectory);

    const std::filesystem::path log = runDirectory / kLogName;
    const std::filesystem::path part = runDirectory / "run.db.part";
    for (const char* ending : {"", "-journal", "-wal", "-shm"}) {
        removeIfThere(part.string() + ending);
        folder.add(part.string() + ending);
    }
    buildLog(part, record);
    moveIntoPlace(part, log);
    folder.keep();
    return {std::move(lock), openLog(log), runDirectory};
}

RunLogWriter RunLogWriter::open(const std::filesystem::path& runDirectory)
{
    const std::filesystem::path log = runDirectory / kLogName;
    std::error_code unreadable;
    if (!std::filesystem::is_regular_file(log, unreadable))
        throw Error("There is no run in " + runDirectory.string() + ": it has no file run.db.",
                    "Choose a run's folder, or make a new run.");
    auto lock = std::make_unique<FileLock>(runDirectory / kLockName);
    return {std::move(lock), openLog(log), runDirectory};
}

RunLogWriter::RunLogWriter(std::unique_ptr<FileLock> lock, std::unique_ptr<Database> database,
                           std::filesystem::path directory)
    : m_lock(std::move(lock))
    , m_database(std::move(database))
    , m_directory(std::move(directory))
{
}

RunLogWriter::RunLogWriter(RunLogWriter&&) noexcept = default;

RunLogWriter& RunLogWriter::operator=(RunLogWriter&& other) noexcept
{
    m_database = std::move(other.m_database); // closed before its lock goes
    m_lock = std::move(other.m_lock);
    m_directory = std::move(other.m_directory);
    return *this;
}

RunLogWriter::~RunLogWriter() = default;

RunRecord RunLogWriter::run() const
{
    return explained(m_database->file(), [&] { return readRun(*m_database); });
}

int RunLogWriter::lastStep() const
{
    return explained(m_database->file(), [&] {
        Query row = m_database->query("SELECT coalesce(max(step), 0) FROM steps");
        row.next();
        return row.smallInteger(0);
    });
}

std::optional<StepRecord> RunLogWriter::lastCheckpoint() const
{
    return explained(m_database->file(), [&]() -> std::optional<StepRecord> {
        Query row = m_database->query(
            "SELECT s.step, s.committed_at, s.seconds, c.folder FROM checkpoints c "
            "JOIN steps s ON s.step = c.step WHERE NOT c.pruned ORDER BY s.step DESC LIMIT 1");
        if (!row.next())
            return {};
        return StepRecord{row.smallInteger(0), row.bytes(1), row.number(2), row.bytes(3)};
    });
}

std::set<std::string> RunLogWriter::checkpoints() const
{
    return explained(m_database->file(), [&] {
        Query row = m_database->query("SELECT folder FROM checkpoints WHERE NOT pruned");
        std::set<std::string> folders;
        while (row.next())
            folders.insert(row.bytes(0));
        return folders;
    });
}

GroupId RunLogWriter::beginGroup(const RolloutGroup& group, GroupSource source, int policyVersion)
{
    return inTransaction(*m_database, [&] { return insertGroup(*m_database, group, source, policyVersion); });
}

RolloutId RunLogWriter::addRollout(GroupId group, const Rollout& rollout)
{
    return inTransaction(*m_database, [&] { return insertRollout(*m_database, group, rollout); });
}

void RunLogWriter::finishGroup(GroupId group)
{
    inTransaction(*m_database, [&] { markFinished(*m_database, group); });
}

void RunLogWriter::addGroups(std::span<RolloutGroup> groups, GroupSource source, int policyVersion)
{
    std::vector<GroupId> groupIds;
    std::vector<RolloutId> rolloutIds;
    inTransaction(*m_database, [&] {
        for (const RolloutGroup& group : groups) {
            const GroupId id = groupIds.emplace_back(insertGroup(*m_database, group, source, policyVersion));
            for (const Rollout& rollout : group.rollouts)
                rolloutIds.push_back(insertRollout(*m_database, id, rollout));
            markFinished(*m_database, id);
        }
    });
    auto groupId = groupIds.begin();
    auto rolloutId = rolloutIds.begin();
    for (RolloutGroup& group : groups) {
        group.id = *groupId++;
        for (Rollout& rollout : group.rollouts) {
            rollout.id = *rolloutId++;
            rollout.verdictVersion = rollout.verdict ? 1 : 0;
        }
    }
}

bool RunLogWriter::recordStar(const StarRecord& star)
{
    return inTransaction(*m_database, [&] {
        const GroupId group = groupOf(*m_database, star.rollout, "its star cannot be recorded");
        const int inserted =
            m_database
                ->query("INSERT OR IGNORE INTO preferences (uuid, rollout_id, starred, recorded_at) "
                        "VALUES (?, ?, ?, ?)")
                .bind(star.uuid, star.rollout, star.starred, timestampNow())
                .run();
        if (inserted == 1)
            setStar(*m_database, group, star);
        return inserted == 1;
    });
}

bool RunLogWriter::recordJudgement(const JudgementRecord& judgement)
{
    return inTransaction(*m_database, [&] {
        groupOf(*m_database, judgement.rollout, "it cannot be judged");
        if (!insertJudgement(*m_database, judgement))
            return false;
        judge(*m_database, judgement.rollout, judgement.outcome);
        return true;
    });
}

VerdictsStored RunLogWriter::addVerdicts(std::span<const NewVerdict> verdicts, bool overByHand)
{
    return inTransaction(*m_database, [&] {
        VerdictsStored stored;
        for (const NewVerdict& verdict : verdicts) {
            groupOf(*m_database, verdict.rollout, "its verdict cannot be recorded");
            judgeAgain(*m_database, verdict, overByHand, stored);
        }
        return stored;
    });
}

std::vector<VerdictRecord> RunLogWriter::verdicts(RolloutId rollout) const
{
    return explained(m_database->file(), [&] { return readVerdicts(*m_database, rollout); });
}

void RunLogWriter::commitStep(const StepRecord& step, const Metrics& metrics, std::span<const GroupId> groups,
                              std::span<const TrainedRollout> rollouts)
{
    inTransaction(*m_database, [&] {
        insertStep(*m_database, step);
        insertMetrics(*m_database, step.step, metrics);
        for (const GroupId group : groups)
            markTrained(*m_database, step.step, group);
        for (const TrainedRollout& learnt : rollouts)
            storeLearnt(*m_database, learnt);
    });
}

void RunLogWriter::addMetrics(int step, const Metrics& metrics)
{
    inTransaction(*m_database, [&] { insertMetrics(*m_database, step, metrics); });
}

bool RunLogWriter::hasMetrics(int step) const
{
    return explained(m_database->file(), [&] {
        Query row = m_database->query("SELECT 1 FROM metrics WHERE step = ? LIMIT 1");
        return row.bind(step).next();
    });
}

void RunLogWriter::addEvent(int step, std::string_view kind, const Json& detail)
{
    inTransaction(*m_database, [&] { insertEvent(*m_database, step, kind, detail); });
}

void RunLogWriter::forgetCheckpoints(const std::set<std::string>& folders)
{
    inTransaction(*m_database, [&] {
        for (const std::string& folder : folders)
            m_database->query("UPDATE checkpoints SET pruned = 1 WHERE folder = ?").bind(folder).run();
    });
}

void RunLogWriter::supersedeStepsAfter(int step)
{
    inTransaction(*m_database, [&] {
        forgetWhatWasLearntAfter(*m_database, step);
        const int moved = moveStepsAside(*m_database, step);
        if (moved > 0)
            insertEvent(*m_database, step, "superseded", {{"after", step}, {"steps", moved}});
    });
}

RolloutGroup RunLogWriter::readGroup(GroupId group) const
{
    return explained(m_database->file(), [&] { return rw::readGroup(*m_database, group); });
}

std::vector<GroupId> RunLogWriter::untrainedGroups(int policyVersion) const
{
    return explained(m_database->file(), [&] {
        Query row = m_database->query(
            "SELECT id FROM groups WHERE policy_version = ? AND source = 'person' AND stage = 'current' "
            "AND finished AND NOT superseded AND trained_step IS NULL ORDER BY id");
        row.bind(policyVersion);
        std::vector<GroupId> groups;
        while (row.next())
            groups.push_back({row.integer(0)});
        return groups;
    });
}

} // namespace rw
