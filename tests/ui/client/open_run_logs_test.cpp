#include "core/base/error.h"
#include "tests/core/runlog/sample_run.h"
#include "ui/client/open_run_logs.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace rw::ui {
namespace {

class OpenRunLogsTest : public testing::Test
{
protected:
    [[nodiscard]] QString make(const std::string& name, double reward) const
    {
        RunLogWriter::create(m_folder / name, test::sampleRecord()).addMetrics(0, {{"reward", reward}});
        return QString::fromStdString((m_folder / name).string());
    }

    test::TemporaryDirectory m_folder;
    OpenRunLogs m_logs;
};

TEST_F(OpenRunLogsTest, OpensEachLogOnceAndSeesWhatIsWrittenLater)
{
    const QString run = make("run", 0.25);
    const RunLogReader* first = &m_logs.of(run);
    RunLogWriter::open(m_folder / "run").addMetrics(1, {{"reward", 0.5}});
    EXPECT_EQ(&m_logs.of(run), first);
    EXPECT_EQ(m_logs.of(run).lastValue("reward"), 0.5);
}

TEST_F(OpenRunLogsTest, KeepsLogsApart)
{
    for (int i = 0; i < 6; ++i)
        static_cast<void>(make("run-" + std::to_string(i), i));
    for (int i = 0; i < 6; ++i) {
        const QString run = QString::fromStdString((m_folder / ("run-" + std::to_string(i))).string());
        EXPECT_EQ(m_logs.of(run).lastValue("reward"), i);
    }
}

TEST_F(OpenRunLogsTest, ReadsTheFileThatIsThereAfterClearing)
{
    const QString run = make("run", 0.25);
    EXPECT_EQ(m_logs.of(run).lastValue("reward"), 0.25);
    std::filesystem::remove_all(m_folder / "run");
    static_cast<void>(make("run", 0.75));
    m_logs.clear();
    EXPECT_EQ(m_logs.of(run).lastValue("reward"), 0.75);
    std::filesystem::remove_all(m_folder / "run");
    m_logs.clear();
    EXPECT_THROW(static_cast<void>(m_logs.of(run)), Error);
}

} // namespace
} // namespace rw::ui
