#include "core/base/atomic_file.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class BrokenLog : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";

    void putLog(std::string_view content)
    {
        std::filesystem::create_directories(m_run);
        writeFileAtomically(m_run / "run.db", content);
    }
    [[nodiscard]] std::string readerSays() const
    {
        return test::errorOf([&] {
            const RunLogReader reader(m_run);
            for (const GroupSummary& group : reader.recentGroups(1000))
                static_cast<void>(reader.group(group.id));
        });
    }
    [[nodiscard]] std::string writerSays() const
    {
        return test::errorOf([&] { RunLogWriter::open(m_run); });
    }
};

TEST_F(BrokenLog, MissingIsNamed)
{
    EXPECT_THAT(readerSays(), HasSubstr("There is no run in"));
    EXPECT_FALSE(std::filesystem::exists(m_run));
}

TEST_F(BrokenLog, OfAnotherKindIsNamed)
{
    putLog(std::string(4096, 'x'));
    EXPECT_THAT(readerSays(), AllOf(HasSubstr("run.db is not a run log"), HasSubstr("no SQLite database")));
    EXPECT_THAT(writerSays(), HasSubstr("not a run log"));
    putLog("");
    EXPECT_THAT(readerSays(), HasSubstr("not a run log"));
    std::filesystem::remove(m_run / "run.db");
    Database::create(m_run / "run.db")->execute("CREATE TABLE birds (name TEXT); PRAGMA user_version = 1");
    EXPECT_THAT(readerSays(), HasSubstr("another kind of database"));
    EXPECT_THAT(writerSays(), HasSubstr("another kind of database"));
}

TEST_F(BrokenLog, AFolderInItsPlaceIsNamed)
{
    std::filesystem::create_directories(m_run / "run.db");
    EXPECT_THAT(readerSays(), HasSubstr("it has no file run.db"));
    EXPECT_THAT(writerSays(), HasSubstr("it has no file run.db"));
}

TEST_F(BrokenLog, DamagedInTheMiddleIsNamed)
{
    {
        RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
        std::vector<RolloutGroup> groups(20, test::sampleGroup("a", 5));
        log.addGroups(groups, GroupSource::Training, 0);
    }
    std::string bytes = readFile(m_run / "run.db", std::size_t{1} << 26U);
    for (std::size_t i = 4096; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(0xA5);
    putLog(bytes);
    EXPECT_THAT(readerSays(), AllOf(HasSubstr("run.db is damaged"), HasSubstr("Restore")));
    putLog(bytes.substr(0, 6000));
    EXPECT_THAT(readerSays(), HasSubstr("damaged"));
    EXPECT_THAT(writerSays(), testing::Not(testing::IsEmpty()));
}

TEST_F(BrokenLog, WithCutTracesIsNamed)
{
    {
        RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
        test::recordLive(log, test::sampleGroup());
    }
    test::meddle(m_run, "UPDATE traces SET logprobs = substr(logprobs, 1, 7)");
    EXPECT_THAT(readerSays(), AllOf(HasSubstr("Answer 1"), HasSubstr("log-probabilities have 7 bytes")));
    test::meddle(m_run, "UPDATE groups SET prompt_tokens = x'0102'");
    EXPECT_THAT(readerSays(), HasSubstr("Group 1"));
}

TEST_F(BrokenLog, WithWordsNobodyKnowsIsNamed)
{
    {
        RunLogWriter log = RunLogWriter::create(m_run, test::sampleRecord());
        test::recordLive(log, test::sampleGroup());
    }
    test::meddle(m_run, "UPDATE groups SET source = 'martian'");
    EXPECT_THAT(readerSays(), HasSubstr("martian"));
    test::meddle(m_run, "UPDATE groups SET source = 'person', sampling = '{'");
    EXPECT_THAT(readerSays(), HasSubstr("Group 1"));
}

} // namespace
} // namespace rw
