#include "core/library/attempt_rows.h"

namespace rw {

namespace {

/// What an attempt adds to a tally.
struct Counts
{
    std::int64_t answers = 0;
    std::int64_t judged = 0;
    std::int64_t correct = 0;
};

/// What was recorded of the same group before.
Counts recordedBefore(Database& database, LibraryPromptId prompt, const PromptAttempt& attempt)
{
    Query row = database.query(
        "SELECT answers, judged, correct FROM attempts WHERE prompt = ? AND run = ? AND group_id = ?");
    if (!row.bind(prompt, attempt.run, attempt.group).next())
        return {};
    return {row.integer(0), row.integer(1), row.integer(2)};
}

} // namespace

void recordAttempt(Database& database, LibraryPromptId prompt, std::int64_t revision,
                   const PromptAttempt& attempt)
{
    const Counts before = recordedBefore(database, prompt, attempt);
    database
        .query(
            "INSERT INTO attempts (prompt, run, group_id, step, answers, judged, correct, mean_reward, at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (prompt, run, group_id) DO UPDATE SET "
            "step = excluded.step, answers = excluded.answers, judged = excluded.judged, "
            "correct = excluded.correct, mean_reward = excluded.mean_reward, at = excluded.at")
        .bind(prompt, attempt.run, attempt.group, attempt.step, attempt.answers, attempt.judged,
              attempt.correct, attempt.meanReward, attempt.at)
        .run();
    database
        .query("INSERT INTO tallies (prompt, revision, tries, judged, passes, last_step, last_run, last_at) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (prompt) DO UPDATE SET "
               "revision = excluded.revision, tries = tries + excluded.tries, "
               "judged = judged + excluded.judged, passes = passes + excluded.passes, "
               "last_step = excluded.last_step, last_run = excluded.last_run, last_at = excluded.last_at")
        .bind(prompt, revision, attempt.answers - before.answers, attempt.judged - before.judged,
              attempt.correct - before.correct, attempt.step, attempt.run, attempt.at)
        .run();
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
