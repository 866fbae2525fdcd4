#include "core/library/attempt_rows.h"

#include "core/base/error.h"
#include "core/base/timestamp.h"
#include "core/library/library_rows.h"

#include <optional>

namespace rw {

namespace {

/// What an attempt adds to a tally.
struct Counts
{
    std::int64_t answers = 0;
    std::int64_t judged = 0;
    std::int64_t correct = 0;
};

struct RecordedAttempt
{
    LibraryPromptId prompt;
    Counts counts;
};

/// What was recorded of the same group before, in whatever set.
std::optional<RecordedAttempt> recordedBefore(Database& database, const PromptAttempt& attempt)
{
    Query row = database.query(
        "SELECT a.prompt, a.answers, a.judged, a.correct FROM prompts p JOIN attempts a ON a.prompt = p.id "
        "WHERE p.set_id IN (SELECT id FROM prompt_sets) AND p.prompt_id = ? AND a.run = ? AND "
        "a.group_id = ?");
    if (!row.bind(attempt.promptId, attempt.run, attempt.group).next())
        return std::nullopt;
    return RecordedAttempt{{row.integer(0)}, {row.integer(1), row.integer(2), row.integer(3)}};
}

std::optional<LibraryPromptId> findPrompt(Database& database, PromptSetId set, std::string_view id)
{
    Query row = database.query("SELECT id FROM prompts WHERE set_id = ? AND prompt_id = ?");
    if (!row.bind(set, id).next())
        return std::nullopt;
    return LibraryPromptId{row.integer(0)};
}

/// @param before what its prompt's tally has of it already
void recordAttempt(Database& database, LibraryPromptId prompt, const Counts& before, std::int64_t revision,
                   const PromptAttempt& attempt)
{
    const std::string at = attempt.at.empty() ? timestampNow() : attempt.at;
    database
        .query(
            "INSERT INTO attempts (prompt, run, group_id, step, answers, judged, correct, mean_reward, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (prompt, run, group_id) DO UPDATE SET "
            "step = excluded.step, answers = excluded.answers, judged = excluded.judged, "
            "correct = excluded.correct, mean_reward = excluded.mean_reward, at = excluded.at")
        .bind(prompt, attempt.run, attempt.group, attempt.step, attempt.answers, attempt.judged,
              attempt.correct, attempt.meanReward, at)
        .run();
    database
        .query("INSERT INTO tallies (prompt, revision, tries, judged, passes, last_step, last_run, last_at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (prompt) DO UPDATE SET "
               "revision = excluded.revision, tries = tries + excluded.tries, "
               "judged = judged + excluded.judged, passes = passes + excluded.passes, "
               "last_step = excluded.last_step, last_run = excluded.last_run, last_at = excluded.last_at")
        .bind(prompt, revision, attempt.answers - before.answers, attempt.judged - before.judged,
              attempt.correct - before.correct, attempt.step, attempt.run, at)
        .run();
}

/// What came last stays what came last.
void correctAttempt(Database& database, const RecordedAttempt& recorded, std::int64_t revision,
                    const PromptAttempt& attempt)
{
    database
        .query("UPDATE attempts SET answers = ?, judged = ?, correct = ?, mean_reward = ? "
               "WHERE prompt = ? AND run = ? AND group_id = ?")
        .bind(attempt.answers, attempt.judged, attempt.correct, attempt.meanReward, recorded.prompt,
              attempt.run, attempt.group)
        .run();
    const Counts& before = recorded.counts;
    database
        .query("UPDATE tallies SET revision = ?, tries = tries + ?, judged = judged + ?, passes = passes + ? "
               "WHERE prompt = ?")
        .bind(revision, attempt.answers - before.answers, attempt.judged - before.judged,
              attempt.correct - before.correct, recorded.prompt)
        .run();
}

} // namespace

void recordAttempts(Database& database, PromptSetId set, std::span<const PromptAttempt> attempts)
{
    if (!database.query("SELECT 1 FROM prompt_sets WHERE id = ?").bind(set).next())
        throw Error("The prompt set is not in the library any more.");
    const std::int64_t revision = nextRevision(database);
    for (const PromptAttempt& attempt : attempts) {
        if (const auto recorded = recordedBefore(database, attempt))
            recordAttempt(database, recorded->prompt, recorded->counts, revision, attempt);
        else if (const auto prompt = findPrompt(database, set, attempt.promptId))
            recordAttempt(database, *prompt, {}, revision, attempt);
    }
}

void recordAttemptsAgain(Database& database, std::span<const PromptAttempt> attempts)
{
    const std::int64_t revision = nextRevision(database);
    for (const PromptAttempt& attempt : attempts) {
        if (const auto recorded = recordedBefore(database, attempt))
            correctAttempt(database, *recorded, revision, attempt);
    }
}

std::set<std::int64_t> readGroupsTried(Database& database, std::string_view run)
{
    Query row = database.query("SELECT DISTINCT group_id FROM attempts WHERE run = ?");
    std::set<std::int64_t> groups;
    for (row.bind(run); row.next();)
        groups.insert(row.integer(0));
    return groups;
}

std::vector<PromptAttempt> readAttempts(Database& database, LibraryPromptId prompt)
{
    Query row = database.query("SELECT p.prompt_id, a.run, a.group_id, a.step, a.answers, a.judged, "
                               "a.correct, a.mean_reward, a.at FROM attempts a JOIN prompts p "
                               "ON p.id = a.prompt WHERE a.prompt = ? ORDER BY a.row");
    std::vector<PromptAttempt> attempts;
    for (row.bind(prompt); row.next();) {
        PromptAttempt& attempt = attempts.emplace_back();
        attempt.promptId = row.bytes(0);
        attempt.run = row.bytes(1);
        attempt.group = row.integer(2);
        attempt.step = row.smallInteger(3);
        attempt.answers = row.smallInteger(4);
        attempt.judged = row.smallInteger(5);
        attempt.correct = row.smallInteger(6);
        if (!row.isNull(7))
            attempt.meanReward = row.number(7);
        attempt.at = row.bytes(8);
    }
    return attempts;
}

} // namespace rw
