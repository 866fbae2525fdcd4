// Logs that an older version of this program wrote: migrated by the writer, read as they are by readers.
#include "core/runlog/schema.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

constexpr const char* kRowsOfVersion1 = R"sql(
INSERT INTO runs VALUES (1, 'old', '2026-01-31T09:30:00.123Z', '/models/imitation', 'imitation', 'builtin:train', 7,
    '{}', '{}');
INSERT INTO steps VALUES (1, '2026-01-31T09:31:00.000Z', 2.5);
INSERT INTO metrics (step, key, value, seconds) VALUES (1, 'reward', 0.5, 3.0);
INSERT INTO prompts VALUES (1, 'apples-1', 'How much is one apple?', '3', 'shopping', 2);
INSERT INTO groups VALUES (1, 1, 'person', 'current', 0, '2026-01-31T09:30:01.000Z', 1, 1, 0, 7, '{"samples":3}', x'');
INSERT INTO rollouts VALUES (10, 1, 0, 'The answer is 3', 'stop', 0, 7, 0.5);
INSERT INTO rollouts VALUES (11, 1, 1, 'The answer is 4', 'stop', 0, 7, -0.5);
INSERT INTO rollouts VALUES (12, 1, 2, 'Well', 'cancelled', 0, 7, NULL);
INSERT INTO traces SELECT id, x'', x'', x'', x'', x'' FROM rollouts;
INSERT INTO verdicts VALUES (10, 'correct', '3', 14, 15, 'answer is', '3', 'final-number', '', 0.5);
INSERT INTO verdicts VALUES (11, 'wrong', NULL, NULL, NULL, 'none', '3', 'final-number', 'Nothing read.', 0.25);
INSERT INTO reward_parts VALUES (10, 0, 'accuracy', 1.0, 1.0);
)sql";

class OldLog : public testing::Test
{
protected:
    OldLog()
    {
        std::filesystem::create_directory(m_run);
        const auto database = Database::create(m_run / "run.db");
        migrate(*database, migrations().first(1));
        database->execute(kRowsOfVersion1);
        database->execute("PRAGMA journal_mode = WAL");
    }

    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
};

/// What every reader sees, whichever version the log has.
void expectWhatWasThere(const RunLogReader& reader)
{
    EXPECT_EQ(reader.run().name, "old");
    EXPECT_EQ(reader.lastValue("reward"), 0.5);
    const GroupSummary summary = reader.recentGroups(5).at(0);
    EXPECT_EQ(summary.answers, 3);
    EXPECT_EQ(summary.correct, 1);
    EXPECT_EQ(summary.wrong, 1);
    EXPECT_EQ(summary.trainedStep, 1);
    EXPECT_EQ(reader.promptStatistics().at(0).lastCorrect, 1);
    const RolloutGroup group = reader.group({1});
    ASSERT_EQ(group.rollouts.size(), 3U);
    const Verdict expected{.outcome = Outcome::Correct,
                           .extracted = "3",
                           .span = Span{14, 15},
                           .rule = "answer is",
                           .expected = "3",
                           .verifier = "final-number",
                           .message = "",
                           .milliseconds = 0.5};
    EXPECT_EQ(group.rollouts[0].verdict, expected);
    EXPECT_EQ(group.rollouts[0].verdictVersion, 1);
    EXPECT_EQ(group.rollouts[0].trainedVerdict, 1);
    EXPECT_EQ(group.rollouts[0].rewards.size(), 1U);
    EXPECT_FALSE(group.rollouts[1].verdict->extracted);
    EXPECT_FALSE(group.rollouts[1].verdict->span);
    EXPECT_FALSE(group.rollouts[2].verdict);
    EXPECT_FALSE(group.rollouts[2].trainedVerdict);
    const std::vector<VerdictRecord> versions = reader.verdicts({11});
    ASSERT_EQ(versions.size(), 1U);
    EXPECT_EQ(versions[0].origin, VerdictOrigin::Answer);
    EXPECT_EQ(versions[0].givenAt, "2026-01-31T09:30:01.000Z");
    EXPECT_TRUE(versions[0].trained);
    EXPECT_EQ(reader.lastAnswers(2).at(1).text, "Well");
}

TEST_F(OldLog, IsReadAsItIs)
{
    expectWhatWasThere(RunLogReader(m_run));
    EXPECT_EQ(test::ask(m_run, "PRAGMA user_version"), 1);
}

TEST_F(OldLog, IsReadWhereNothingCanBeWritten)
{
    const auto log = Database::openForReading(m_run / "run.db", ReadMode::Immutable);
    EXPECT_EQ(adaptForReading(*log), 1);
    Query row = log->query("SELECT count(*) FROM verdicts WHERE version = 1");
    ASSERT_TRUE(row.next());
    EXPECT_EQ(row.integer(0), 2);
}

TEST_F(OldLog, IsMigratedByTheWriterWithAllThatWasThere)
{
    RunLogWriter log = RunLogWriter::open(m_run);
    EXPECT_EQ(test::ask(m_run, "PRAGMA user_version"), static_cast<std::int64_t>(migrations().size()));
    expectWhatWasThere(RunLogReader(m_run));
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM newest_verdicts"), 2);
    log.recordJudgement({"u1", {11}, Outcome::Correct});
    EXPECT_EQ(RunLogReader(m_run).verdicts({11}).size(), 2U);
    EXPECT_EQ(test::ask(m_run, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

TEST_F(OldLog, AReaderFollowsTheMigration)
{
    const RunLogReader reader(m_run);
    expectWhatWasThere(reader);
    RunLogWriter log = RunLogWriter::open(m_run);
    expectWhatWasThere(reader);
    log.recordJudgement({"u1", {11}, Outcome::Correct});
    EXPECT_EQ(reader.recentGroups(1).at(0).correct, 2);
    EXPECT_EQ(reader.recentGroups(1).at(0).answers, 3);
    EXPECT_EQ(reader.verdicts({11}).size(), 2U);
}

} // namespace
} // namespace rw
