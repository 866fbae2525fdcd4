#include "core/runlog/step_rows.h"

#include "core/base/error.h"
#include "core/base/timestamp.h"
#include "core/runlog/group_rows.h"

namespace rw {

void insertStep(Database& database, const StepRecord& step)
{
    database.query("INSERT INTO steps (step, committed_at, seconds) VALUES (?, ?, ?)")
        .bind(step.step, step.committedAt, step.seconds)
        .run();
    if (!step.checkpoint.empty())
        database.query("INSERT INTO checkpoints (folder, step) VALUES (?, ?)")
            .bind(step.checkpoint, step.step)
            .run();
}

void markTrained(Database& database, int step, GroupId group)
{
    if (database.query("UPDATE groups SET trained_step = ? WHERE id = ?").bind(step, group).run() != 1)
        throw Error("Group " + std::to_string(group.value) + " is not in " + database.file().string() + ".");
}

void storeLearnt(Database& database, const TrainedRollout& learnt)
{
    const std::optional<int> verdict =
        learnt.verdictVersion > 0 ? std::optional(learnt.verdictVersion) : std::nullopt;
    const int changed = database.query("UPDATE rollouts SET advantage = ?, trained_verdict = ? WHERE id = ?")
                            .bind(learnt.advantage, verdict, learnt.rollout)
                            .run();
    if (changed != 1)
        throw Error("Answer " + std::to_string(learnt.rollout.value) + " is not in " +
                    database.file().string() + ".");
    database.query("DELETE FROM reward_parts WHERE rollout_id = ?").bind(learnt.rollout).run();
    insertRewards(database, learnt.rollout, learnt.rewards);
}

void forgetWhatWasLearntAfter(Database& database, int step)
{
    constexpr const char* kRewards =
        "DELETE FROM reward_parts WHERE rollout_id IN (SELECT r.id FROM rollouts r JOIN groups g "
        "ON g.id = r.group_id WHERE g.trained_step > ?)";
    constexpr const char* kAdvantages =
        "UPDATE rollouts SET advantage = NULL, trained_verdict = NULL WHERE group_id IN "
        "(SELECT id FROM groups WHERE trained_step > ?)";
    for (const char* statement :
         {kRewards, kAdvantages, "UPDATE groups SET trained_step = NULL WHERE trained_step > ?",
          "UPDATE groups SET superseded = 1 WHERE policy_version > ?"})
        database.query(statement).bind(step).run();
}

int moveStepsAside(Database& database, int step)
{
    const int moved =
        database
            .query("INSERT INTO superseded_steps (step, committed_at, seconds, metrics, superseded_at) "
                   "SELECT s.step, s.committed_at, s.seconds, "
                   "(SELECT json_group_object(m.key, m.value) FROM metrics m WHERE m.step = s.step), ? "
                   "FROM steps s WHERE s.step > ?")
            .bind(timestampNow(), step)
            .run();
    database.query("DELETE FROM metrics WHERE step > ?").bind(step).run();
    database.query("DELETE FROM steps WHERE step > ?").bind(step).run();
    return moved;
}

} // namespace rw
