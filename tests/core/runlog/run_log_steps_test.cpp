#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

#include <cmath>

namespace rw {
namespace {

class RunLogSteps : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
    RunLogWriter m_log = RunLogWriter::create(m_run, test::sampleRecord());

    RolloutGroup commitWithGroup(int step, std::string checkpoint = {})
    {
        RolloutGroup group = test::recordLive(m_log, test::sampleGroup(), step - 1);
        std::vector<TrainedRollout> learnt;
        for (const Rollout& rollout : group.rollouts)
            learnt.push_back({rollout.id, {{"accuracy", 1.0F, 1.0F}, {"star", 0.0F, 0.2F}}, 0.5F});
        m_log.commitStep(test::sampleStep(step, std::move(checkpoint)), {{"reward", 0.1 * step}, {"kl", 0.0}},
                         std::vector{group.id}, learnt);
        return group;
    }
};

TEST_F(RunLogSteps, AreOneRowEachWithMetricsAndWhatWasLearnt)
{
    EXPECT_EQ(m_log.lastStep(), 0);
    const RolloutGroup group = commitWithGroup(1, "step-000001");
    commitWithGroup(2);
    EXPECT_EQ(m_log.lastStep(), 2);
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM steps"), 2);

    const RunLogReader reader(m_run);
    const auto steps = reader.steps();
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps[0].step, 1);
    EXPECT_EQ(steps[0].seconds, 2.5);
    EXPECT_EQ(steps[0].checkpoint, "step-000001");
    EXPECT_EQ(steps[1].checkpoint, "");
    const auto metrics = reader.metricsAfter(0);
    ASSERT_EQ(metrics.size(), 4U);
    EXPECT_EQ(metrics[1].key, "reward");
    EXPECT_EQ(metrics[1].step, 1);
    EXPECT_DOUBLE_EQ(metrics[1].value, 0.1);
    EXPECT_GE(metrics[1].seconds, 0.0);
    EXPECT_LT(metrics[1].seconds, 60.0);

    const Rollout learnt = m_log.readGroup(group.id).rollouts[1];
    EXPECT_EQ(learnt.advantage, 0.5F);
    EXPECT_EQ(learnt.rewards, (std::vector<RewardPart>{{"accuracy", 1.0F, 1.0F}, {"star", 0.0F, 0.2F}}));
}

TEST_F(RunLogSteps, LeaveNothingWhereACommitFails)
{
    const RolloutGroup group = test::recordLive(m_log, test::sampleGroup());
    const std::vector<TrainedRollout> unknown{{group.rollouts[0].id, {{"accuracy", 1.0F, 1.0F}}, 1.0F},
                                              {{9999}, {}, 1.0F}};
    EXPECT_THROW(m_log.commitStep(test::sampleStep(1, "step-000001"), {{"reward", 1.0}},
                                  std::vector{group.id}, unknown),
                 Error);
    EXPECT_EQ(m_log.lastStep(), 0);
    EXPECT_TRUE(m_log.checkpoints().empty());
    EXPECT_TRUE(RunLogReader(m_run).metricsAfter(0).empty());
    EXPECT_FALSE(m_log.readGroup(group.id).rollouts[0].advantage);
    EXPECT_EQ(m_log.untrainedGroups(0), std::vector{group.id});
    EXPECT_THROW(m_log.commitStep(test::sampleStep(0), {}, {}, {}), Error);
    m_log.commitStep(test::sampleStep(1), {}, {}, {});
    EXPECT_THROW(m_log.commitStep(test::sampleStep(1), {}, {}, {}), Error);
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM steps"), 1);
}

TEST_F(RunLogSteps, KeepMetricsThatAreNoNumberAndThoseBeforeTheFirst)
{
    m_log.addMetrics(0, {{"eval_reward", 0.25}, {"kl", std::nan("")}});
    const auto metrics = RunLogReader(m_run).metricsAfter(0);
    ASSERT_EQ(metrics.size(), 2U);
    EXPECT_EQ(metrics[0].step, 0);
    EXPECT_EQ(metrics[0].value, 0.25);
    EXPECT_TRUE(std::isnan(metrics[1].value));
    EXPECT_EQ(RunLogReader(m_run).metricsAfter(metrics[0].row).size(), 1U);
}

TEST_F(RunLogSteps, KnowTheirCheckpointsUntilTheyArePruned)
{
    for (int step = 1; step <= 3; ++step)
        commitWithGroup(step, "step-00000" + std::to_string(step));
    m_log.forgetCheckpoints({"step-000001", "step-000003", "unknown"});
    EXPECT_EQ(m_log.checkpoints(), std::set<std::string>{"step-000002"});
    EXPECT_EQ(m_log.lastCheckpoint()->step, 2);
    EXPECT_EQ(m_log.lastCheckpoint()->checkpoint, "step-000002");
    EXPECT_EQ(RunLogReader(m_run).steps()[2].checkpoint, "");
    EXPECT_EQ(m_log.lastStep(), 3);
}

TEST_F(RunLogSteps, AreTakenOutWhenTheRunGoesOnFromAnEarlierOne)
{
    m_log.addMetrics(0, {{"eval_reward", 0.2}});
    const RolloutGroup first = commitWithGroup(1, "step-000001");
    const RolloutGroup second = commitWithGroup(2);
    const RolloutGroup third = commitWithGroup(3, "step-000003");
    const RunLogReader follower(m_run);
    const std::int64_t seen = follower.metricsAfter(0).back().row;

    m_log.supersedeStepsAfter(1);
    EXPECT_EQ(m_log.lastStep(), 1);
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM steps"), 1);
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM superseded_steps"), 2);
    EXPECT_EQ(test::ask(m_run, "SELECT metrics ->> '$.reward' = 0.2 FROM superseded_steps WHERE step = 2"),
              1);
    EXPECT_EQ(m_log.checkpoints(), std::set<std::string>{"step-000001"});
    EXPECT_EQ(follower.metricsAfter(0).size(), 3U);
    EXPECT_EQ(follower.groupsOfStep(1).size(), 1U);
    EXPECT_TRUE(follower.groupsOfStep(2).empty());

    // drawn from the weights that stand: to be learnt from again; from weights given up: never
    EXPECT_EQ(m_log.untrainedGroups(1), std::vector{second.id});
    EXPECT_TRUE(m_log.untrainedGroups(2).empty());
    EXPECT_FALSE(m_log.readGroup(second.id).rollouts[0].advantage);
    EXPECT_TRUE(m_log.readGroup(third.id).rollouts[0].rewards.empty());
    EXPECT_TRUE(m_log.readGroup(first.id).rollouts[0].advantage);

    const auto events = follower.eventsAfter(0);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].kind, "superseded");
    EXPECT_EQ(events[0].step, 1);
    EXPECT_EQ(events[0].detail, Json({{"after", 1}, {"steps", 2}}));

    commitWithGroup(2);
    commitWithGroup(3, "step-000003");
    EXPECT_EQ(m_log.lastStep(), 3);
    EXPECT_GT(follower.metricsAfter(seen).size(), 0U); // row numbers are never used twice
    EXPECT_EQ(follower.metricsAfter(seen).size(), 4U);
}

TEST_F(RunLogSteps, SupersedeNothingWhereNothingIsLater)
{
    commitWithGroup(1);
    m_log.supersedeStepsAfter(1);
    EXPECT_EQ(m_log.lastStep(), 1);
    EXPECT_TRUE(RunLogReader(m_run).eventsAfter(0).empty());
}

TEST_F(RunLogSteps, LearnFromFinishedGroupsOfThePersonAndTheCurrentWeightsAlone)
{
    const RolloutGroup wanted = test::recordLive(m_log, test::sampleGroup(), 0);
    RolloutGroup base = test::sampleGroup();
    base.stage = "base";
    test::recordLive(m_log, base, 0);
    std::vector<RolloutGroup> training{test::sampleGroup()};
    m_log.addGroups(training, GroupSource::Training, 0);
    const GroupId unfinished = m_log.beginGroup(test::sampleGroup(), GroupSource::Person, 0);
    EXPECT_EQ(m_log.untrainedGroups(0), std::vector{wanted.id});
    EXPECT_TRUE(m_log.untrainedGroups(1).empty());
    m_log.finishGroup(unfinished);
    EXPECT_EQ(m_log.untrainedGroups(0), (std::vector{wanted.id, unfinished}));
    m_log.commitStep(test::sampleStep(1), {}, std::vector{wanted.id}, {});
    EXPECT_EQ(m_log.untrainedGroups(0), std::vector{unfinished});
}

TEST_F(RunLogSteps, KeepEventsInOrder)
{
    m_log.addEvent(0, "config", {{"beta", 0.1}});
    m_log.addEvent(2, "paused", Json::object());
    const RunLogReader reader(m_run);
    const auto events = reader.eventsAfter(0);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].detail.at("beta"), 0.1);
    EXPECT_EQ(reader.eventsAfter(events[0].row).front().kind, "paused");
}

} // namespace
} // namespace rw
