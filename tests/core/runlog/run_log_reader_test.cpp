#include "core/runlog/run_log_reader.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

namespace rw {
namespace {

using testing::HasSubstr;

class RunLogReading : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
    RunLogWriter m_log = RunLogWriter::create(m_run, test::sampleRecord());
};

TEST_F(RunLogReading, WorksOnARunJustMade)
{
    const RunLogReader reader(m_run);
    EXPECT_EQ(reader.run().name, "apples-01");
    EXPECT_TRUE(reader.steps().empty());
    EXPECT_TRUE(reader.metricsAfter(0).empty());
    EXPECT_TRUE(reader.recentGroups(10).empty());
    EXPECT_TRUE(reader.groupsOfStep(1).empty());
    EXPECT_TRUE(reader.groupsOfPrompt("apples-1").empty());
    EXPECT_TRUE(reader.promptStatistics().empty());
    EXPECT_TRUE(reader.eventsAfter(0).empty());
}

TEST_F(RunLogReading, TellsByTheDataVersionThatTheWriterCommitted)
{
    const RunLogReader reader(m_run);
    const std::int64_t before = reader.dataVersion();
    EXPECT_EQ(reader.dataVersion(), before);
    m_log.addMetrics(0, {{"reward", 0.5}});
    EXPECT_NE(reader.dataVersion(), before);
    EXPECT_EQ(reader.metricsAfter(0).size(), 1U);
}

TEST_F(RunLogReading, KnowsTheLastValueOfAMetric)
{
    m_log.addMetrics(0, {{"reward", 0.25}, {"loss", 2.0}});
    const RunLogReader reader(m_run);
    EXPECT_EQ(reader.lastValue("reward"), 0.25);
    m_log.addMetrics(1, {{"reward", 0.5}, {"kl", std::nan("")}});
    EXPECT_EQ(reader.lastValue("reward"), 0.5);
    EXPECT_EQ(reader.lastValue("loss"), 2.0) << "logged before the last step";
    EXPECT_TRUE(std::isnan(reader.lastValue("kl").value()));
    EXPECT_FALSE(reader.lastValue("entropy").has_value());
}

TEST_F(RunLogReading, SummarizesGroups)
{
    RolloutGroup group = test::sampleGroup("apples-1", 5);
    group.rollouts[2].verdict->outcome = Outcome::Undecided;
    group.rollouts[3].verdict->outcome = Outcome::Error;
    group.rollouts[4].verdict.reset();
    group = test::recordLive(m_log, group, 0);
    const RunLogReader reader(m_run);
    const GroupSummary summary = reader.recentGroups(1).front();
    EXPECT_EQ(summary.id, group.id);
    EXPECT_EQ(summary.promptId, "apples-1");
    EXPECT_EQ(summary.promptText, group.prompt.text);
    EXPECT_EQ(summary.category, "shopping");
    EXPECT_EQ(summary.source, GroupSource::Person);
    EXPECT_EQ(summary.stage, "current");
    EXPECT_EQ(summary.policyVersion, 0);
    EXPECT_FALSE(summary.trainedStep);
    EXPECT_EQ(summary.answers, 5);
    EXPECT_EQ(summary.correct, 1);
    EXPECT_EQ(summary.wrong, 1);
    EXPECT_EQ(summary.undecided, 1);
    EXPECT_EQ(summary.errors, 1);
    EXPECT_TRUE(summary.finished);
    EXPECT_EQ(summary.createdAt.size(), 24U);
}

TEST_F(RunLogReading, OrdersGroupsAsTheListsShowThem)
{
    std::vector<RolloutGroup> training{test::sampleGroup("b"), test::sampleGroup("a")};
    m_log.addGroups(training, GroupSource::Training, 0);
    const RolloutGroup person = test::recordLive(m_log, test::sampleGroup("a"));
    m_log.commitStep(test::sampleStep(1), {}, std::vector{training[0].id, training[1].id, person.id}, {});
    const RunLogReader reader(m_run);
    const auto ids = [](const std::vector<GroupSummary>& groups) {
        std::vector<GroupId> all;
        for (const GroupSummary& group : groups)
            all.push_back(group.id);
        return all;
    };
    EXPECT_EQ(ids(reader.recentGroups(2)), (std::vector{person.id, training[1].id}));
    EXPECT_EQ(ids(reader.groupsOfStep(1)), (std::vector{person.id, training[0].id, training[1].id}));
    EXPECT_EQ(ids(reader.groupsOfPrompt("a")), (std::vector{training[1].id, person.id}));
    EXPECT_EQ(reader.groupsOfStep(1)[0].trainedStep, 1);
}

TEST_F(RunLogReading, CountsWhatAPromptHasBeenThrough)
{
    test::recordLive(m_log, test::sampleGroup("a", 5));
    std::vector<RolloutGroup> training{test::sampleGroup("a", 3), test::sampleGroup("b", 2)};
    m_log.addGroups(training, GroupSource::Training, 0);
    std::vector<RolloutGroup> evaluation{test::sampleGroup("a", 1), test::sampleGroup("held-out", 1)};
    m_log.addGroups(evaluation, GroupSource::Evaluation, 0);
    m_log.beginGroup(test::sampleGroup("b"), GroupSource::Person, 0); // not finished: not the last one
    const auto statistics = RunLogReader(m_run).promptStatistics();
    ASSERT_EQ(statistics.size(), 2U);
    EXPECT_EQ(statistics[0].promptId, "a");
    EXPECT_EQ(statistics[0].groups, 2);
    EXPECT_EQ(statistics[0].lastAnswers, 3);
    EXPECT_EQ(statistics[0].lastCorrect, 1);
    EXPECT_EQ(statistics[1].groups, 2);
    EXPECT_EQ(statistics[1].lastAnswers, 2);
}

TEST_F(RunLogReading, NeverHoldsBackTheWriter)
{
    std::atomic<bool> done = false;
    std::thread following([&] {
        const RunLogReader reader(m_run);
        while (!done) {
            for (const GroupSummary& group : reader.recentGroups(5))
                EXPECT_EQ(reader.group(group.id).rollouts.size(), static_cast<std::size_t>(group.answers));
            static_cast<void>(reader.metricsAfter(0));
            std::this_thread::sleep_for(std::chrono::milliseconds(2)); // leaves the core to the writer
        }
    });
    for (int step = 1; step <= 60; ++step) {
        std::vector<RolloutGroup> groups{test::sampleGroup("a", 15), test::sampleGroup("b", 15)};
        m_log.addGroups(groups, GroupSource::Training, step - 1);
        m_log.commitStep(test::sampleStep(step), {{"reward", 0.5}}, std::vector{groups[0].id}, {});
    }
    done = true;
    following.join();
    EXPECT_EQ(m_log.lastStep(), 60);
}

TEST_F(RunLogReading, LetsTheLogBeCheckpointedBetweenItsCalls)
{
    const RolloutGroup group = test::recordLive(m_log, test::sampleGroup());
    const RunLogReader reader(m_run);
    static_cast<void>(reader.run());
    static_cast<void>(reader.group(group.id));
    static_cast<void>(reader.recentGroups(1));
    static_cast<void>(reader.metricsAfter(0));
    m_log.addMetrics(0, {{"reward", 0.5}});
    const auto database = Database::openForWriting(m_run / "run.db");
    EXPECT_EQ(database->pragma("wal_checkpoint(TRUNCATE)"), 0); // 1: a reader held it back
    EXPECT_EQ(std::filesystem::file_size(m_run / "run.db-wal"), 0U);
}

TEST_F(RunLogReading, FindsItsWayAmongTenThousandGroups)
{
    for (int batch = 0; batch < 10; ++batch) {
        std::vector<RolloutGroup> groups;
        for (int i = 0; i < 1000; ++i) {
            RolloutGroup group = test::sampleGroup("prompt-" + std::to_string(i), 2);
            for (Rollout& rollout : group.rollouts)
                rollout.tokens.resize(2);
            groups.push_back(std::move(group));
        }
        m_log.addGroups(groups, GroupSource::Training, batch);
    }
    const RunLogReader reader(m_run);
    EXPECT_EQ(reader.recentGroups(50).size(), 50U);
    EXPECT_EQ(reader.groupsOfPrompt("prompt-7").size(), 10U);
    EXPECT_EQ(reader.promptStatistics().size(), 1000U);
    EXPECT_TRUE(m_log.untrainedGroups(3).empty());
}

TEST(RunLogReadMode, OpensImmutableUnderAnyName)
{
    const test::TemporaryDirectory folder;
    const auto run = folder / "50% of #1? \xC3\xA4";
    RunLogWriter::create(run, test::sampleRecord());
    const auto database = Database::openForReading(run / "run.db", ReadMode::Immutable);
    EXPECT_TRUE(database->query("SELECT name FROM runs").next());
    EXPECT_FALSE(std::filesystem::exists(run / "run.db-shm"));
}

/// What a reader in a process without rights to the folder says; empty if it could read the run.
std::string readWithoutRights(const std::filesystem::path& run)
{
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && ::setuid(65534) != 0)
            ::_exit(1);
        const std::string said = test::errorOf([&] { static_cast<void>(RunLogReader(run).run()); }) + "done";
        ::_exit(::write(ends[1], said.data(), said.size()) == static_cast<ssize_t>(said.size()) ? 0 : 1);
    }
    ::close(ends[1]);
    std::string said(4096, '\0');
    const ssize_t got = ::read(ends[0], said.data(), said.size());
    ::close(ends[0]);
    ::waitpid(child, nullptr, 0);
    said.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
    EXPECT_TRUE(said.ends_with("done"));
    return said.substr(0, said.size() - 4);
}

TEST(RunLogReadMode, ReadsAFolderThatCannotBeWrittenIn)
{
    namespace fs = std::filesystem;
    const test::TemporaryDirectory folder;
    const auto run = folder / "run";
    RunLogWriter::create(run, test::sampleRecord());
    constexpr auto kReadOnly = static_cast<fs::perms>(0555);
    fs::permissions(folder.path(), kReadOnly);
    fs::permissions(run, kReadOnly);
    EXPECT_EQ(readWithoutRights(run), "");
    EXPECT_FALSE(fs::exists(run / "run.db-wal"));
    fs::permissions(run, fs::perms::owner_all);
}

} // namespace
} // namespace rw
