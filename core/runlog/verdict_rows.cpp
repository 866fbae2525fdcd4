#include "core/runlog/verdict_rows.h"

#include "core/base/timestamp.h"
#include "core/verify/verdict_by_hand.h"

#include <algorithm>

namespace rw {

namespace {

struct SpanColumns
{
    std::optional<std::uint64_t> begin;
    std::optional<std::uint64_t> end;
};

SpanColumns columnsOf(const std::optional<Span>& span)
{
    if (!span)
        return {};
    return {span->begin, span->end};
}

std::optional<Span> spanAt(const Query& row, int begin)
{
    if (row.isNull(begin) || row.isNull(begin + 1))
        return {};
    return Span{static_cast<std::size_t>(row.integer(begin)),
                static_cast<std::size_t>(row.integer(begin + 1))};
}

std::optional<std::string> textAt(const Query& row, int column)
{
    if (row.isNull(column))
        return {};
    return row.bytes(column);
}

void insertPart(Database& database, std::int64_t verdict, int position, const VerdictPart& part)
{
    const SpanColumns span = columnsOf(part.span);
    database
        .query(
            "INSERT INTO verdict_parts (verdict_id, position, name, verifier, outcome, score, weight, "
            "extracted, span_begin, span_end, rule, normalised, normalised_expected, message, milliseconds) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(verdict, position, part.name, part.verifier, toString(part.outcome), part.score, part.weight,
              part.extracted, span.begin, span.end, part.rule, part.normalised, part.normalisedExpected,
              part.message, part.milliseconds)
        .run();
}

std::vector<VerdictPart> readParts(Database& database, std::int64_t verdict)
{
    Query row =
        database.query("SELECT name, verifier, outcome, score, weight, extracted, span_begin, span_end, "
                       "rule, normalised, normalised_expected, message, milliseconds "
                       "FROM verdict_parts WHERE verdict_id = ? ORDER BY position");
    row.bind(verdict);
    std::vector<VerdictPart> parts;
    while (row.next())
        parts.push_back({.name = row.bytes(0),
                         .verifier = row.bytes(1),
                         .outcome = outcomeFromString(row.bytes(2)),
                         .score = row.number(3),
                         .weight = row.number(4),
                         .extracted = textAt(row, 5),
                         .span = spanAt(row, 6),
                         .rule = row.bytes(8),
                         .normalised = row.bytes(9),
                         .normalisedExpected = row.bytes(10),
                         .message = row.bytes(11),
                         .milliseconds = row.number(12)});
    return parts;
}

std::string expectedAnswer(Database& database, RolloutId rollout)
{
    Query row = database.query("SELECT p.answer FROM rollouts r JOIN groups g ON g.id = r.group_id "
                               "JOIN prompts p ON p.id = g.prompt WHERE r.id = ?");
    return row.bind(rollout).next() ? row.bytes(0) : std::string();
}

/// What stands before anything judged the answer.
Verdict unjudged(Database& database, RolloutId rollout)
{
    Verdict verdict;
    verdict.expected = expectedAnswer(database, rollout);
    verdict.message = "No verifier has judged this answer.";
    return verdict;
}

std::optional<Verdict> newestVerdict(Database& database, RolloutId rollout)
{
    VerdictRow found;
    {
        Query row = database.query("SELECT" + std::string(kVerdictColumns) +
                                   "FROM verdicts v WHERE rollout_id = ? ORDER BY version DESC LIMIT 1");
        if (!row.bind(rollout).next())
            return {};
        found = verdictAt(row, 0);
    }
    return withParts(database, found);
}

/// The newest verdict that no person gave.
Verdict verifiersVerdict(Database& database, RolloutId rollout)
{
    const std::vector<VerdictRecord> versions = readVerdicts(database, rollout);
    const auto found = std::find_if(versions.rbegin(), versions.rend(),
                                    [](const VerdictRecord& version) { return !isByHand(version.verdict); });
    return found == versions.rend() ? unjudged(database, rollout) : found->verdict;
}

} // namespace

VerdictRow verdictAt(const Query& row, int first)
{
    if (row.isNull(first))
        return {};
    return {.version = row.smallInteger(first),
            .id = row.integer(first + 1),
            .verdict = {.outcome = outcomeFromString(row.bytes(first + 2)),
                        .extracted = textAt(row, first + 3),
                        .span = spanAt(row, first + 4),
                        .rule = row.bytes(first + 6),
                        .expected = row.bytes(first + 7),
                        .verifier = row.bytes(first + 8),
                        .normalised = row.bytes(first + 9),
                        .normalisedExpected = row.bytes(first + 10),
                        .message = row.bytes(first + 11),
                        .milliseconds = row.number(first + 12)}};
}

std::optional<Verdict> withParts(Database& database, const VerdictRow& row)
{
    if (row.version == 0)
        return {};
    Verdict verdict = row.verdict;
    verdict.parts = readParts(database, row.id);
    return verdict;
}

int insertVerdict(Database& database, RolloutId rollout, const Verdict& verdict, VerdictOrigin origin)
{
    const SpanColumns span = columnsOf(verdict.span);
    database
        .query(
            "INSERT INTO verdicts (rollout_id, version, given_at, origin, outcome, extracted, span_begin, "
            "span_end, rule, expected, verifier, normalised, normalised_expected, message, milliseconds) "
            "SELECT ?1, 1 + coalesce(max(version), 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
            "?14 FROM verdicts WHERE rollout_id = ?1")
        .bind(rollout, timestampNow(), toString(origin), toString(verdict.outcome), verdict.extracted,
              span.begin, span.end, verdict.rule, verdict.expected, verdict.verifier, verdict.normalised,
              verdict.normalisedExpected, verdict.message, verdict.milliseconds)
        .run();
    const std::int64_t id = database.lastRow();
    int position = 0;
    for (const VerdictPart& part : verdict.parts)
        insertPart(database, id, position++, part);
    Query row = database.query("SELECT version FROM verdicts WHERE id = ?");
    row.bind(id).next();
    return row.smallInteger(0);
}

std::vector<VerdictRecord> readVerdicts(Database& database, RolloutId rollout)
{
    std::vector<VerdictRow> rows;
    std::vector<VerdictRecord> versions;
    {
        Query row = database.query("SELECT" + std::string(kVerdictColumns) +
                                   ", v.given_at, v.origin, coalesce(r.trained_verdict = v.version, 0) "
                                   "FROM verdicts v JOIN rollouts r ON r.id = v.rollout_id "
                                   "WHERE v.rollout_id = ? ORDER BY v.version");
        row.bind(rollout);
        while (row.next()) {
            rows.push_back(verdictAt(row, 0));
            versions.push_back({.version = rows.back().version,
                                .givenAt = row.bytes(13),
                                .origin = verdictOriginFromString(row.bytes(14)),
                                .verdict = {},
                                .trained = row.integer(15) != 0});
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        versions[i].verdict = *withParts(database, rows[i]);
    return versions;
}

void judge(Database& database, RolloutId rollout, std::optional<Outcome> outcome)
{
    const std::optional<Verdict> newest = newestVerdict(database, rollout);
    const Verdict before = newest ? *newest : unjudged(database, rollout);
    if (outcome) {
        const Verdict verdict = verdictByHand(before, *outcome);
        if (!newest || !saysTheSame(verdict, *newest))
            insertVerdict(database, rollout, verdict, VerdictOrigin::Person);
    } else if (isByHand(before)) {
        insertVerdict(database, rollout, verifiersVerdict(database, rollout), VerdictOrigin::Restored);
    }
}

void judgeAgain(Database& database, const NewVerdict& verdict, bool overByHand, VerdictsStored& stored)
{
    const std::optional<Verdict> newest = newestVerdict(database, verdict.rollout);
    if (newest && isByHand(*newest) && !overByHand) {
        ++stored.byHand;
    } else if (newest && saysTheSame(*newest, verdict.verdict)) {
        ++stored.same;
    } else {
        insertVerdict(database, verdict.rollout, verdict.verdict, VerdictOrigin::Again);
        ++stored.stored;
        stored.changed += newest && newest->outcome == verdict.verdict.outcome ? 0 : 1;
    }
}

} // namespace rw
