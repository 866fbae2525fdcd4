#include "core/runlog/run_log_reader.h"

#include "core/base/error.h"
#include "core/database/database.h"
#include "core/runlog/answer_rows.h"
#include "core/runlog/group_rows.h"
#include "core/runlog/run_rows.h"
#include "core/runlog/schema.h"
#include "core/runlog/verdict_rows.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace rw {

namespace {

ReadMode readModeOf(const std::filesystem::path& log)
{
    std::error_code unreadable;
    const std::filesystem::path folder = log.has_parent_path() ? log.parent_path() : ".";
    return readModeFor(::access(folder.c_str(), W_OK) == 0,
                       std::filesystem::exists(log.string() + "-wal", unreadable));
}

std::unique_ptr<Database> openLog(const std::filesystem::path& runDirectory)
{
    const std::filesystem::path log = runDirectory / "run.db";
    std::error_code problem;
    if (!std::filesystem::is_regular_file(log, problem)) {
        throw Error("There is no run in " + runDirectory.string() + ": " +
                        (problem && problem != std::errc::no_such_file_or_directory
                             ? problem.message()
                             : "it has no file run.db") +
                        ".",
                    "Choose a run's folder.");
    }
    return explained(log, [&] {
        auto database = Database::openForReading(log, readModeOf(log));
        checkIsRunLog(*database);
        return database;
    });
}

/// The part of a group's summary in front of its WHERE, and the part behind it.
constexpr std::string_view kSummaries =
    "SELECT g.id, p.prompt_id, p.text, p.category, g.source, g.stage, g.policy_version, g.trained_step, "
    "count(r.id), "
    "count(*) FILTER (WHERE v.outcome = 'correct'), count(*) FILTER (WHERE v.outcome = 'wrong'), "
    "count(*) FILTER (WHERE v.outcome = 'undecided'), count(*) FILTER (WHERE v.outcome = 'error'), "
    "g.finished, g.created_at FROM groups g JOIN prompts p ON p.id = g.prompt "
    "LEFT JOIN rollouts r ON r.group_id = g.id";

GroupSummary summaryAt(const Query& row)
{
    GroupSummary summary;
    summary.id.value = row.integer(0);
    summary.promptId = row.bytes(1);
    summary.promptText = row.bytes(2);
    summary.category = row.bytes(3);
    summary.source = groupSourceFromString(row.bytes(4));
    summary.stage = row.bytes(5);
    summary.policyVersion = row.smallInteger(6);
    if (!row.isNull(7))
        summary.trainedStep = row.smallInteger(7);
    summary.answers = row.smallInteger(8);
    summary.correct = row.smallInteger(9);
    summary.wrong = row.smallInteger(10);
    summary.undecided = row.smallInteger(11);
    summary.errors = row.smallInteger(12);
    summary.finished = row.integer(13) != 0;
    summary.createdAt = row.bytes(14);
    return summary;
}

} // namespace

RunLogReader::RunLogReader(const std::filesystem::path& runDirectory)
    : m_database(openLog(runDirectory))
{
    explained(m_database->file(), [&] { m_version = adaptForReading(*m_database); });
}

RunLogReader::RunLogReader(RunLogReader&&) noexcept = default;
RunLogReader& RunLogReader::operator=(RunLogReader&&) noexcept = default;
RunLogReader::~RunLogReader() = default;

template <class Work>
auto RunLogReader::read(Work&& work) const
{
    return explained(m_database->file(), [&] {
        const bool older = m_version < static_cast<std::int64_t>(migrations().size());
        if (older && m_database->pragma("user_version") != m_version) {
            checkIsRunLog(*m_database);
            m_version = adaptForReading(*m_database);
        }
        return work(*m_database);
    });
}

/// @param which from WHERE on, with one parameter.
template <class Value>
std::vector<GroupSummary> RunLogReader::summaries(std::string_view which, const Value& value) const
{
    return read([&](Database& log) {
        Query row = log.query(std::string(kSummaries) + std::string(kNewestVerdict) + std::string(which));
        row.bind(value);
        std::vector<GroupSummary> found;
        while (row.next())
            found.push_back(summaryAt(row));
        return found;
    });
}

std::int64_t RunLogReader::dataVersion() const
{
    return read([&](Database& log) { return log.pragma("data_version"); });
}

RunRecord RunLogReader::run() const
{
    return read([&](Database& log) { return readRun(log); });
}

std::vector<StepRecord> RunLogReader::steps() const
{
    return read([&](Database& log) { return readSteps(log); });
}

std::vector<MetricRecord> RunLogReader::metricsAfter(std::int64_t after) const
{
    return read([&](Database& log) {
        Query row =
            log.query("SELECT row, step, key, value, seconds FROM metrics WHERE row > ? ORDER BY row");
        row.bind(after);
        std::vector<MetricRecord> metrics;
        while (row.next())
            metrics.push_back({row.integer(0), row.smallInteger(1), row.bytes(2),
                               row.isNull(3) ? std::nan("") : row.number(3), row.number(4)});
        return metrics;
    });
}

std::optional<double> RunLogReader::lastValue(std::string_view key) const
{
    return read([&](Database& log) -> std::optional<double> {
        Query row = log.query("SELECT value FROM metrics WHERE key = ? ORDER BY row DESC LIMIT 1");
        row.bind(key);
        if (!row.next())
            return {};
        return row.isNull(0) ? std::nan("") : row.number(0);
    });
}

std::vector<GroupSummary> RunLogReader::recentGroups(int limit) const
{
    return summaries(
        "WHERE g.id IN (SELECT id FROM groups ORDER BY id DESC LIMIT ?) GROUP BY g.id ORDER BY g.id DESC",
        std::max(0, limit));
}

std::vector<GroupSummary> RunLogReader::groupsOfStep(int step) const
{
    return summaries("WHERE g.trained_step = ? GROUP BY g.id ORDER BY g.source <> 'person', g.id", step);
}

std::vector<GroupSummary> RunLogReader::groupsOfPrompt(const std::string& promptId) const
{
    return summaries(
        "WHERE g.prompt IN (SELECT id FROM prompts WHERE prompt_id = ?) GROUP BY g.id ORDER BY g.id",
        promptId);
}

RolloutGroup RunLogReader::group(GroupId id) const
{
    return read([&](Database& log) {
        const SQLite::Transaction oneState = log.beginReading();
        return readGroup(log, id);
    });
}

std::vector<VerdictRecord> RunLogReader::verdicts(RolloutId rollout) const
{
    return read([&](Database& log) {
        const SQLite::Transaction oneState = log.beginReading();
        return readVerdicts(log, rollout);
    });
}

std::vector<StoredAnswer> RunLogReader::answersAfter(RolloutId after, int limit) const
{
    return read([&](Database& log) {
        const SQLite::Transaction oneState = log.beginReading();
        return readAnswersAfter(log, after, limit);
    });
}

std::vector<StoredAnswer> RunLogReader::lastAnswers(int count) const
{
    return read([&](Database& log) {
        const SQLite::Transaction oneState = log.beginReading();
        return readLastAnswers(log, count);
    });
}

StoredAnswer RunLogReader::answer(RolloutId rollout) const
{
    return read([&](Database& log) {
        const SQLite::Transaction oneState = log.beginReading();
        return readAnswer(log, rollout);
    });
}

std::vector<StoredAnswer> RunLogReader::answersOf(GroupId group) const
{
    return read([&](Database& log) {
        const SQLite::Transaction oneState = log.beginReading();
        return readAnswersOf(log, group);
    });
}

std::int64_t RunLogReader::answerCount() const
{
    return read([](Database& log) {
        Query row = log.query("SELECT count(*) FROM rollouts");
        row.next();
        return row.integer(0);
    });
}

RolloutId RunLogReader::answerBefore(int newest) const
{
    return read([&](Database& log) {
        Query row = log.query("SELECT id FROM rollouts ORDER BY id DESC LIMIT 1 OFFSET ?");
        return row.bind(std::max(0, newest)).next() ? RolloutId{row.integer(0)} : RolloutId{};
    });
}

std::vector<PromptStatistics> RunLogReader::promptStatistics() const
{
    return read([&](Database& log) {
        Query row = log.query(
            "WITH counted AS (SELECT p.prompt_id AS prompt_id, count(*) AS groups, "
            "max(CASE WHEN g.finished THEN g.id END) AS last FROM groups g JOIN prompts p ON p.id = g.prompt "
            "WHERE g.source IN ('person', 'training') GROUP BY p.prompt_id) "
            "SELECT prompt_id, groups, (SELECT count(*) FROM rollouts WHERE group_id = last), "
            "(SELECT count(*) FROM rollouts r" +
            std::string(kNewestVerdict) +
            "WHERE r.group_id = last AND v.outcome = 'correct') FROM counted ORDER BY prompt_id");
        std::vector<PromptStatistics> statistics;
        while (row.next())
            statistics.push_back(
                {row.bytes(0), row.smallInteger(1), row.smallInteger(2), row.smallInteger(3)});
        return statistics;
    });
}

std::vector<EventRecord> RunLogReader::eventsAfter(std::int64_t after) const
{
    return read([&](Database& log) {
        Query row = log.query("SELECT row, step, at, kind, detail FROM events WHERE row > ? ORDER BY row");
        row.bind(after);
        std::vector<EventRecord> events;
        while (row.next())
            events.push_back({row.integer(0), row.smallInteger(1), row.bytes(2), row.bytes(3),
                              parseJson(row.bytes(4), "event " + row.bytes(0))});
        return events;
    });
}

} // namespace rw
