#include "core/runlog/run_log_reader.h"
#include "core/runlog/run_log_writer.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <limits>

namespace rw {
namespace {

using testing::HasSubstr;

class RunLog : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
};

/// Every field of a group but ids, times and what steps add.
void expectSame(const RolloutGroup& got, const RolloutGroup& wanted)
{
    EXPECT_EQ(got.id, wanted.id);
    EXPECT_EQ(got.prompt, wanted.prompt);
    EXPECT_EQ(got.stage, wanted.stage);
    EXPECT_EQ(got.params, wanted.params);
    EXPECT_EQ(got.promptTokens, wanted.promptTokens);
    ASSERT_EQ(got.rollouts.size(), wanted.rollouts.size());
    for (std::size_t i = 0; i < got.rollouts.size(); ++i) {
        const Rollout& a = got.rollouts[i];
        const Rollout& b = wanted.rollouts[i];
        EXPECT_EQ(a.id, b.id);
        EXPECT_EQ(a.index, b.index);
        EXPECT_EQ(a.tokens, b.tokens);
        EXPECT_EQ(a.text, b.text);
        EXPECT_EQ(a.finish, b.finish);
        EXPECT_EQ(a.policyVersion, b.policyVersion);
        EXPECT_EQ(a.verdict, b.verdict);
        EXPECT_EQ(a.rewards, b.rewards);
        EXPECT_EQ(a.advantage, b.advantage);
        EXPECT_EQ(a.starred, b.starred);
    }
}

TEST_F(RunLog, KeepsWhatIsKnownOfTheRun)
{
    const RunRecord record = test::sampleRecord();
    RunLogWriter::create(m_run, record);
    const RunRecord got = RunLogWriter::open(m_run).run();
    EXPECT_EQ(got.name, record.name);
    EXPECT_EQ(got.createdAt, record.createdAt);
    EXPECT_EQ(got.startModel, record.startModel);
    EXPECT_EQ(got.startLabel, record.startLabel);
    EXPECT_EQ(got.promptSource, record.promptSource);
    EXPECT_EQ(got.seed, record.seed);
    EXPECT_EQ(got.config, record.config);
    EXPECT_EQ(got.environment, record.environment);
}

TEST_F(RunLog, WritesTimesInUtcWithMilliseconds)
{
    using namespace std::chrono;
    EXPECT_EQ(timestamp(sys_days(2026y / 11 / 24) + 9h + 30min + 123ms), "2026-11-24T09:30:00.123Z");
    const std::string now = timestampNow();
    EXPECT_EQ(now.size(), std::string("2026-11-24T09:30:00.123Z").size());
    EXPECT_LE(timestamp(system_clock::now() - 1min), now);
    EXPECT_LE(now, timestamp(system_clock::now()));
}

TEST_F(RunLog, RefusesToMakeARunWhereOneIs)
{
    RunLogWriter::create(m_run, test::sampleRecord());
    EXPECT_THAT(test::errorOf([&] { RunLogWriter::create(m_run, test::sampleRecord()); }),
                HasSubstr("already"));
}

TEST_F(RunLog, RefusesToOpenWhatIsNotThereAndMakesNothing)
{
    EXPECT_THAT(test::errorOf([&] { RunLogWriter::open(m_run); }), HasSubstr("There is no run"));
    EXPECT_FALSE(std::filesystem::exists(m_run));
}

TEST_F(RunLog, LeavesNothingBehindWhereARunCannotBeMade)
{
    RunRecord record = test::sampleRecord();
    const auto file = m_folder.write("file", "not a folder");
    EXPECT_THROW(RunLogWriter::create(file / "run", record), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(m_folder.path()), {}), 1);

    // run.db.part cannot be made where a folder that is not empty stands
    std::filesystem::create_directories(m_run / "run.db.part" / "full");
    EXPECT_THROW(RunLogWriter::create(m_run, record), Error);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(m_run), {}), 1);
}

TEST_F(RunLog, IsMadeWholeAfterACreationWasKilled)
{
    std::filesystem::create_directories(m_run);
    std::ofstream(m_run / "run.db.part") << "half a log";
    std::ofstream(m_run / "run.db.part-journal") << "half a journal";
    RunLogWriter::create(m_run, test::sampleRecord());
    EXPECT_EQ(RunLogReader(m_run).run().name, "apples-01");
    EXPECT_FALSE(std::filesystem::exists(m_run / "run.db.part"));
}

TEST_F(RunLog, HasOneWriterAtATime)
{
    auto writer = std::make_unique<RunLogWriter>(RunLogWriter::create(m_run, test::sampleRecord()));
    EXPECT_THAT(test::errorOf([&] { RunLogWriter::open(m_run); }), HasSubstr("another program"));
    writer.reset();
    EXPECT_NO_THROW(RunLogWriter::open(m_run));
}

TEST_F(RunLog, ReadsAGroupAsItWasWritten)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    RolloutGroup group = test::sampleGroup();
    group.stage = "imitation";
    group.params.seed = std::numeric_limits<std::uint64_t>::max();
    group.params.temperature = 0.7F;
    group.rollouts[0].finish = FinishReason::Length;
    group.rollouts[0].policyVersion = 4;
    group.rollouts[1].verdict.reset();
    group.rollouts[1].tokens.clear();
    group.rollouts[1].text.clear();
    group.rollouts[2].finish = FinishReason::Cancelled;
    group.rollouts[2].verdict = Verdict{};
    group.rollouts[2].rewards = {{"star", 1.0F, 0.2F}, {"accuracy", 0.0F, 1.0F}};
    group.rollouts[2].advantage = -0.75F;
    group = test::recordLive(log, group, 4);
    expectSame(log.readGroup(group.id), group);
    expectSame(RunLogReader(m_run).group(group.id), group);
    EXPECT_THAT(test::errorOf([&] { static_cast<void>(log.readGroup({4711})); }),
                HasSubstr("Group 4711 is not in"));
}

TEST_F(RunLog, KeepsAPromptOnceAndTellsItsVariantsApart)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    const RolloutGroup first = test::recordLive(log, test::sampleGroup());
    test::recordLive(log, test::sampleGroup());
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM prompts"), 1);
    RolloutGroup reworded = test::sampleGroup();
    reworded.prompt.text = "What is the price of an apple?";
    RolloutGroup reanswered = test::sampleGroup();
    reanswered.prompt.answer = "5";
    reworded = test::recordLive(log, reworded);
    reanswered = test::recordLive(log, reanswered);
    EXPECT_EQ(log.readGroup(first.id).prompt, first.prompt);
    EXPECT_EQ(log.readGroup(reworded.id).prompt, reworded.prompt);
    EXPECT_EQ(log.readGroup(reanswered.id).prompt, reanswered.prompt);
}

TEST_F(RunLog, RecordsWholeGroupsAtOnceAndFillsTheirIds)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    std::vector<RolloutGroup> groups{test::sampleGroup("a"), test::sampleGroup("b", 2)};
    log.addGroups(groups, GroupSource::Training, 0);
    for (const RolloutGroup& group : groups)
        expectSame(log.readGroup(group.id), group);
    EXPECT_TRUE(RunLogReader(m_run).recentGroups(1).front().finished);
}

TEST_F(RunLog, RecordsNoneOfTheGroupsWhereOneFails)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    std::vector<RolloutGroup> groups{test::sampleGroup("a"), test::sampleGroup("b")};
    groups[1].rollouts[2].index = groups[1].rollouts[1].index;
    EXPECT_THROW(log.addGroups(groups, GroupSource::Training, 0), Error);
    EXPECT_FALSE(groups[0].id.isValid());
    EXPECT_TRUE(RunLogReader(m_run).recentGroups(10).empty());
}

TEST_F(RunLog, RecordsAStepsAnswersInOneCommit)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    std::vector<RolloutGroup> groups;
    for (int i = 0; i < 8; ++i)
        groups.push_back(test::sampleGroup("prompt-" + std::to_string(i), 15));
    const RunLogReader reader(m_run);
    const std::int64_t before = reader.dataVersion();
    log.addGroups(groups, GroupSource::Training, 0);
    EXPECT_EQ(reader.dataVersion(), before + 1); // a disk takes few commits a second
    EXPECT_EQ(reader.recentGroups(100).size(), 8U);
    for (const RolloutGroup& group : groups)
        EXPECT_EQ(reader.group(group.id).rollouts.size(), 15U);
}

TEST_F(RunLog, RefusesAnswersOfGroupsItDoesNotHave)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    EXPECT_THAT(test::errorOf([&] { log.addRollout({99}, test::sampleRollout(0)); }), HasSubstr("Group 99"));
    EXPECT_THAT(test::errorOf([&] { log.finishGroup({99}); }), HasSubstr("Group 99"));
}

TEST_F(RunLog, RecordsAStarOnceWhateverIsSentAgain)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    const RolloutGroup group = test::recordLive(log, test::sampleGroup());
    EXPECT_TRUE(log.recordStar({"u1", group.rollouts[1].id, true}));
    EXPECT_TRUE(log.recordStar({"u2", group.rollouts[1].id, false}));
    EXPECT_FALSE(log.recordStar({"u1", group.rollouts[1].id, true}));
    EXPECT_FALSE(log.readGroup(group.id).rollouts[1].starred);
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM preferences"), 2);
}

TEST_F(RunLog, HasOneStarAGroup)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    const RolloutGroup group = test::recordLive(log, test::sampleGroup());
    const RolloutGroup other = test::recordLive(log, test::sampleGroup());
    log.recordStar({"u1", group.rollouts[0].id, true});
    log.recordStar({"u2", other.rollouts[0].id, true});
    log.recordStar({"u3", group.rollouts[2].id, true});
    log.recordStar({"u4", group.rollouts[1].id, false}); // was not starred: the other star stays
    const RolloutGroup got = log.readGroup(group.id);
    EXPECT_FALSE(got.rollouts[0].starred);
    EXPECT_FALSE(got.rollouts[1].starred);
    EXPECT_TRUE(got.rollouts[2].starred);
    EXPECT_TRUE(log.readGroup(other.id).rollouts[0].starred);
}

TEST_F(RunLog, RefusesAStarForAnAnswerItDoesNotHave)
{
    RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
    EXPECT_THAT(test::errorOf([&] { log.recordStar({"u1", {123}, true}); }), HasSubstr("Answer 123"));
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM preferences"), 0);
}

TEST_F(RunLog, LosesNothingCommittedWhenItsWriterIsKilled)
{
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
        const RolloutGroup group = test::recordLive(log, test::sampleGroup());
        log.recordStar({"u1", group.rollouts[1].id, true});
        log.commitStep(test::sampleStep(1, "step-000001"), {{"reward", 0.5}}, std::vector{group.id}, {});
        const GroupId half = log.beginGroup(group, GroupSource::Person, 1);
        log.addRollout(half, test::sampleRollout(0));
        ::_exit(0); // no destructor closes the log
    }
    ::waitpid(child, nullptr, 0);
    EXPECT_EQ(RunLogReader(m_run).steps().size(), 1U); // before any writer has recovered it
    RunLogWriter log = RunLogWriter::open(m_run);
    EXPECT_EQ(log.lastStep(), 1);
    EXPECT_EQ(log.lastCheckpoint()->checkpoint, "step-000001");
    const auto groups = RunLogReader(m_run).recentGroups(10);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_TRUE(log.readGroup(groups[1].id).rollouts[1].starred);
    EXPECT_FALSE(groups[0].finished);
    EXPECT_EQ(groups[0].answers, 1);
    EXPECT_TRUE(log.untrainedGroups(1).empty());
}

} // namespace
} // namespace rw
