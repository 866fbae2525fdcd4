#include "core/runlog/group_rows.h"

#include "core/base/error.h"
#include "core/base/timestamp.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/trace_blob.h"
#include "core/runlog/verdict_rows.h"

namespace rw {

namespace {

std::int64_t promptRow(Database& database, const Prompt& prompt)
{
    database
        .query("INSERT OR IGNORE INTO prompts (prompt_id, text, answer, category, difficulty) VALUES (?, ?, "
               "?, ?, ?)")
        .bind(prompt.id, prompt.text, prompt.answer, prompt.category, prompt.difficulty)
        .run();
    Query row = database.query("SELECT id FROM prompts WHERE prompt_id = ? AND text = ? AND answer = ? AND "
                               "category = ? AND difficulty = ?");
    row.bind(prompt.id, prompt.text, prompt.answer, prompt.category, prompt.difficulty).next();
    return row.integer(0);
}

void insertTraces(Database& database, RolloutId rollout, std::span<const TokenTrace> traces)
{
    const TraceBlobs blobs = packTraces(traces);
    database
        .query("INSERT INTO traces (rollout_id, token_ids, logprobs, ranks, entropies, likeliest) "
               "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(rollout, Blob{blobs.tokens}, Blob{blobs.logprobs}, Blob{blobs.ranks}, Blob{blobs.entropies},
              Blob{blobs.likeliest})
        .run();
}

std::vector<RewardPart> readRewards(Database& database, RolloutId rollout)
{
    Query row =
        database.query("SELECT name, value, weight FROM reward_parts WHERE rollout_id = ? ORDER BY position");
    row.bind(rollout);
    std::vector<RewardPart> parts;
    while (row.next())
        parts.push_back({row.bytes(0), static_cast<float>(row.number(1)), static_cast<float>(row.number(2))});
    return parts;
}

Rollout rolloutAt(const Query& row, const std::string& where)
{
    Rollout rollout;
    rollout.id.value = row.integer(0);
    rollout.index = row.smallInteger(1);
    rollout.text = row.bytes(2);
    rollout.finish = finishReasonFromString(row.bytes(3));
    rollout.policyVersion = row.smallInteger(4);
    if (!row.isNull(5))
        rollout.advantage = static_cast<float>(row.number(5));
    if (!row.isNull(6))
        rollout.trainedVerdict = row.smallInteger(6);
    rollout.starred = row.integer(7) != 0;
    rollout.tokens = unpackTraces({row.bytes(8), row.bytes(9), row.bytes(10), row.bytes(11), row.bytes(12)},
                                  "Answer " + std::to_string(rollout.id.value) + " in " + where);
    return rollout;
}

std::vector<Rollout> readRollouts(Database& database, GroupId group)
{
    constexpr int kVerdictAt = 13;
    std::vector<Rollout> rollouts;
    std::vector<VerdictRow> verdicts;
    {
        Query row = database.query(
            "SELECT r.id, r.answer_index, r.text, r.finish_reason, r.policy_version, r.advantage, "
            "r.trained_verdict, s.rollout_id IS NOT NULL, "
            "t.token_ids, t.logprobs, t.ranks, t.entropies, t.likeliest," +
            std::string(kVerdictColumns) + "FROM rollouts r JOIN traces t ON t.rollout_id = r.id" +
            std::string(kNewestVerdict) +
            "LEFT JOIN stars s ON s.group_id = r.group_id AND s.rollout_id = r.id "
            "WHERE r.group_id = ? ORDER BY r.answer_index");
        row.bind(group);
        while (row.next()) {
            rollouts.push_back(rolloutAt(row, database.file().string()));
            verdicts.push_back(verdictAt(row, kVerdictAt));
        }
    }
    for (std::size_t i = 0; i < rollouts.size(); ++i) {
        rollouts[i].verdict = withParts(database, verdicts[i]);
        rollouts[i].verdictVersion = verdicts[i].version;
        rollouts[i].rewards = readRewards(database, rollouts[i].id);
    }
    return rollouts;
}

} // namespace

GroupId insertGroup(Database& database, const RolloutGroup& group, GroupSource source, int policyVersion)
{
    const std::string promptTokens = packIntegers(group.promptTokens);
    database
        .query("INSERT INTO groups (prompt, source, stage, policy_version, created_at, seed, sampling, "
               "prompt_tokens) "
               "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(promptRow(database, group.prompt), toString(source), group.stage, policyVersion, timestampNow(),
              group.params.seed, jsonLine(toJson(group.params)), Blob{promptTokens})
        .run();
    return {database.lastRow()};
}

RolloutId insertRollout(Database& database, GroupId group, const Rollout& rollout)
{
    const int inserted = database
                             .query("INSERT INTO rollouts (group_id, answer_index, text, finish_reason, "
                                    "policy_version, seed, advantage) "
                                    "SELECT id, ?, ?, ?, ?, seed, ? FROM groups WHERE id = ?")
                             .bind(rollout.index, rollout.text, toString(rollout.finish),
                                   rollout.policyVersion, rollout.advantage, group)
                             .run();
    if (inserted != 1)
        throw Error("Group " + std::to_string(group.value) + " is not in " + database.file().string() + ".");
    const RolloutId id{database.lastRow()};
    insertTraces(database, id, rollout.tokens);
    if (rollout.verdict)
        insertVerdict(database, id, *rollout.verdict, VerdictOrigin::Answer);
    insertRewards(database, id, rollout.rewards);
    return id;
}

void insertRewards(Database& database, RolloutId rollout, std::span<const RewardPart> rewards)
{
    int position = 0;
    for (const RewardPart& part : rewards) {
        database
            .query(
                "INSERT INTO reward_parts (rollout_id, position, name, value, weight) VALUES (?, ?, ?, ?, ?)")
            .bind(rollout, position++, part.name, part.value, part.weight)
            .run();
    }
}

void markFinished(Database& database, GroupId group)
{
    if (database.query("UPDATE groups SET finished = 1 WHERE id = ?").bind(group).run() != 1)
        throw Error("Group " + std::to_string(group.value) + " is not in " + database.file().string() + ".");
}

RolloutGroup readGroup(Database& database, GroupId id)
{
    const std::string where = "Group " + std::to_string(id.value);
    RolloutGroup group;
    {
        Query row = database.query(
            "SELECT p.prompt_id, p.text, p.answer, p.category, p.difficulty, g.stage, g.sampling, "
            "g.prompt_tokens FROM groups g JOIN prompts p ON p.id = g.prompt WHERE g.id = ?");
        if (!row.bind(id).next())
            throw Error(where + " is not in " + database.file().string() + ".");
        group.id = id;
        group.prompt = {row.bytes(0), row.bytes(1), row.bytes(2), row.bytes(3), row.smallInteger(4)};
        group.stage = row.bytes(5);
        fromJson(parseJson(row.bytes(6), where), group.params);
        group.promptTokens = unpackIntegers(row.bytes(7), where + " in " + database.file().string());
    }
    group.rollouts = readRollouts(database, id);
    return group;
}

} // namespace rw
