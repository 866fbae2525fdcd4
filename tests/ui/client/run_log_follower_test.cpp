#include "core/base/atomic_file.h"
#include "core/runlog/run_log_writer.h"
#include "ui/client/run_log_follower.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

constexpr int kPatienceMilliseconds = 20'000;

template <class Condition>
bool becomes(Condition condition)
{
    return QTest::qWaitFor(condition, kPatienceMilliseconds);
}

class RunLogFollowerTest : public testing::Test
{
protected:
    RunLogFollowerTest()
    {
        QObject::connect(&m_follower, &RunLogFollower::opened, [this](const RunRecord& run) {
            m_opened.push_back(run.name);
            m_rewards.clear();
        });
        QObject::connect(&m_follower, &RunLogFollower::metricsArrived, [this](const auto& metrics) {
            for (const MetricRecord& metric : metrics) {
                if (metric.key == "reward")
                    m_rewards.push_back(metric.value);
            }
        });
        QObject::connect(&m_follower, &RunLogFollower::runChanged, [this] { ++m_changes; });
        QObject::connect(&m_follower, &RunLogFollower::failed,
                         [this](const QString& text) { m_failures << text; });
    }

    RunLogWriter create() const
    {
        RunRecord record;
        record.name = "apples-01";
        record.createdAt = "2026-01-31T09:30:00.123Z";
        record.config = Json::object();
        record.environment = Json::object();
        return RunLogWriter::create(m_run, record);
    }
    static void commit(RunLogWriter& log, int step, double reward)
    {
        log.commitStep({step, "2026-01-31T09:31:00.000Z", 1.5, ""}, {{"reward", reward}}, {}, {});
    }
    bool rewardsBecome(const std::vector<double>& rewards)
    {
        return becomes([&] { return m_rewards == rewards; });
    }
    [[nodiscard]] QString folder() const { return QString::fromStdString(m_run.string()); }

    QTemporaryDir m_folder;
    std::filesystem::path m_run = std::filesystem::path(m_folder.path().toStdString()) / "apples-01";
    RunLogFollower m_follower;
    std::vector<std::string> m_opened;
    std::vector<double> m_rewards;
    QStringList m_failures;
    int m_changes = 0;
};

TEST_F(RunLogFollowerTest, TheFirstReadDeliversEverythingSoFarAndLaterOnesWhatIsNew)
{
    RunLogWriter log = create();
    commit(log, 1, 0.25);
    commit(log, 2, 0.375);
    m_follower.follow(folder());
    ASSERT_TRUE(rewardsBecome({0.25, 0.375}));
    EXPECT_EQ(m_opened, std::vector<std::string>{"apples-01"});

    commit(log, 3, 0.5);
    ASSERT_TRUE(rewardsBecome({0.25, 0.375, 0.5}));
    EXPECT_EQ(m_opened.size(), 1U);
    EXPECT_TRUE(m_failures.isEmpty());
}

TEST_F(RunLogFollowerTest, WaitsForARunThatIsNotThereYet)
{
    QSignalSpy polled(&m_follower, &RunLogFollower::failed);
    m_follower.follow(folder());
    EXPECT_FALSE(polled.wait(600)); // two polls and more
    EXPECT_TRUE(m_opened.empty());

    RunLogWriter log = create();
    commit(log, 1, 0.25);
    EXPECT_TRUE(rewardsBecome({0.25}));
    EXPECT_TRUE(m_failures.isEmpty());
}

TEST_F(RunLogFollowerTest, ChangesBesideMetricsAreTold)
{
    RunLogWriter log = create();
    m_follower.follow(folder());
    ASSERT_TRUE(becomes([&] { return m_changes == 1; }));
    log.addEvent(0, "config", Json::object());
    EXPECT_TRUE(becomes([&] { return m_changes == 2; }));
    EXPECT_TRUE(m_rewards.empty());
}

TEST_F(RunLogFollowerTest, SupersededStepsAreReadAnew)
{
    RunLogWriter log = create();
    commit(log, 1, 0.25);
    commit(log, 2, 0.375);
    m_follower.follow(folder());
    ASSERT_TRUE(rewardsBecome({0.25, 0.375}));

    log.supersedeStepsAfter(1);
    commit(log, 2, 0.75);
    EXPECT_TRUE(rewardsBecome({0.25, 0.75}));
}

TEST_F(RunLogFollowerTest, NothingArrivesAfterStop)
{
    RunLogWriter log = create();
    m_follower.follow(folder());
    ASSERT_TRUE(becomes([&] { return m_changes == 1; }));
    m_follower.stop();
    QSignalSpy changed(&m_follower, &RunLogFollower::runChanged);
    commit(log, 1, 0.25);
    EXPECT_FALSE(changed.wait(600));
}

TEST_F(RunLogFollowerTest, StoppingFromASlotIsObeyed)
{
    RunLogWriter log = create();
    commit(log, 1, 0.25);
    QObject::connect(&m_follower, &RunLogFollower::opened, [this] { m_follower.stop(); });
    m_follower.follow(folder());
    ASSERT_TRUE(becomes([&] { return !m_opened.empty(); }));
    EXPECT_TRUE(m_rewards.empty());
    EXPECT_EQ(m_changes, 0);
}

TEST_F(RunLogFollowerTest, ADamagedLogIsToldOnce)
{
    makeDirectories(m_run);
    writeFileAtomically(m_run / "run.db", std::string(8192, 'x'));
    m_follower.follow(folder());
    ASSERT_TRUE(becomes([&] { return !m_failures.isEmpty(); }));
    QSignalSpy again(&m_follower, &RunLogFollower::failed);
    EXPECT_FALSE(again.wait(600));
    EXPECT_TRUE(m_opened.empty());
}

} // namespace
} // namespace rw::ui
