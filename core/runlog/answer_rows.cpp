#include "core/runlog/answer_rows.h"

#include "core/base/error.h"
#include "core/runlog/verdict_rows.h"

#include <algorithm>

namespace rw {

namespace {

constexpr int kVerdictAt = 11;

/// @param which from WHERE on.
std::string answers(std::string_view which)
{
    return "SELECT r.group_id, r.id, r.answer_index, p.prompt_id, p.text, p.answer, p.category, "
           "p.difficulty, "
           "r.text, r.finish_reason, length(t.token_ids) / 4," +
           std::string(kVerdictColumns) +
           "FROM rollouts r JOIN groups g ON g.id = r.group_id JOIN prompts p ON p.id = g.prompt "
           "JOIN traces t ON t.rollout_id = r.id" +
           std::string(kNewestVerdict) + std::string(which);
}

StoredAnswer answerAt(const Query& row)
{
    return {.group = {row.integer(0)},
            .rollout = {row.integer(1)},
            .index = row.smallInteger(2),
            .prompt = {row.bytes(3), row.bytes(4), row.bytes(5), row.bytes(6), row.smallInteger(7)},
            .text = row.bytes(8),
            .finish = finishReasonFromString(row.bytes(9)),
            .tokens = row.smallInteger(10),
            .verdict = {}};
}

template <class... Values>
std::vector<StoredAnswer> readAnswers(Database& database, std::string_view which, const Values&... values)
{
    std::vector<StoredAnswer> found;
    std::vector<VerdictRow> verdicts;
    {
        Query row = database.query(answers(which));
        row.bind(values...);
        while (row.next()) {
            found.push_back(answerAt(row));
            verdicts.push_back(verdictAt(row, kVerdictAt));
        }
    }
    for (std::size_t i = 0; i < found.size(); ++i)
        found[i].verdict = withParts(database, verdicts[i]);
    return found;
}

} // namespace

std::vector<StoredAnswer> readAnswersAfter(Database& database, RolloutId after, int limit)
{
    return readAnswers(database, "WHERE r.id > ? ORDER BY r.id LIMIT ?", after, std::max(0, limit));
}

std::vector<StoredAnswer> readLastAnswers(Database& database, int count)
{
    std::vector<StoredAnswer> newestFirst =
        readAnswers(database, "ORDER BY r.id DESC LIMIT ?", std::max(0, count));
    std::reverse(newestFirst.begin(), newestFirst.end());
    return newestFirst;
}

StoredAnswer readAnswer(Database& database, RolloutId rollout)
{
    std::vector<StoredAnswer> found = readAnswers(database, "WHERE r.id = ?", rollout);
    if (found.empty())
        throw Error("Answer " + std::to_string(rollout.value) + " is not in " + database.file().string() +
                    ".");
    return std::move(found.front());
}

std::vector<StoredAnswer> readAnswersOf(Database& database, GroupId group)
{
    if (!database.query("SELECT 1 FROM groups WHERE id = ?").bind(group).next())
        throw Error("Group " + std::to_string(group.value) + " is not in " + database.file().string() + ".");
    return readAnswers(database, "WHERE r.group_id = ? ORDER BY r.answer_index", group);
}

} // namespace rw
