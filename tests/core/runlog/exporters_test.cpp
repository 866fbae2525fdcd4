#include "core/base/atomic_file.h"
#include "core/runlog/exporters.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

#include <cmath>
#include <sstream>

namespace rw {
namespace {

class Exporters : public testing::Test
{
protected:
    test::TemporaryDirectory m_folder;
    std::filesystem::path m_run = m_folder / "run";
    RunLogWriter m_log = RunLogWriter::create(m_run, test::sampleRecord());

    [[nodiscard]] std::vector<std::string> lines(const std::filesystem::path& file) const
    {
        std::istringstream text(readFile(file, std::size_t{1} << 26U));
        std::vector<std::string> all;
        for (std::string line; std::getline(text, line);)
            all.push_back(line);
        return all;
    }
};

TEST_F(Exporters, WriteTheCurvesAsCsv)
{
    m_log.addMetrics(0, {{"eval_reward", 0.25}});
    m_log.commitStep(test::sampleStep(1), {{"reward", 0.1}, {"kl", std::nan("")}, {"odd,\"name\"", 1e-20}},
                     {}, {});
    const auto file = m_folder / "curves.csv";
    writeMetricsCsv(RunLogReader(m_run), file);
    const auto text = lines(file);
    ASSERT_EQ(text.size(), 3U);
    EXPECT_EQ(text[0], "step,seconds,eval_reward,kl,\"odd,\"\"name\"\"\",reward");
    EXPECT_THAT(text[1], testing::MatchesRegex("0,[0-9.e-]+,0\\.25,,,"));
    EXPECT_THAT(text[2], testing::MatchesRegex("1,[0-9.e-]+,,,1e-20,0\\.1"));
}

TEST_F(Exporters, WriteTheAnswersAsJsonLines)
{
    RolloutGroup group = test::sampleGroup("apples-1", 2);
    group.rollouts[1].verdict.reset();
    group = test::recordLive(m_log, group);
    test::recordLive(m_log, test::sampleGroup("second", 1));
    m_log.recordStar({"u1", group.rollouts[0].id, true});
    m_log.commitStep(test::sampleStep(1), {}, std::vector{group.id},
                     std::vector<TrainedRollout>{{group.rollouts[0].id, {{"accuracy", 1.0F, 1.0F}}, 0.5F}});
    const auto file = m_folder / "answers.jsonl";
    writeAnswersJsonl(RunLogReader(m_run), file);
    const auto text = lines(file);
    ASSERT_EQ(text.size(), 3U);
    const Json first = parseJson(text[0], "line 1");
    EXPECT_EQ(first.at("prompt_id"), "apples-1");
    EXPECT_EQ(first.at("prompt"), group.prompt.text);
    EXPECT_EQ(first.at("answer"), "3");
    EXPECT_EQ(first.at("index"), 0);
    EXPECT_EQ(first.at("text"), group.rollouts[0].text);
    EXPECT_EQ(first.at("token_ids").size(), 40U);
    EXPECT_EQ(first.at("logprobs").size(), 40U);
    EXPECT_EQ(first.at("finish_reason"), "stop");
    EXPECT_EQ(first.at("verdict"), "correct");
    EXPECT_EQ(first.at("span"), Json::array({17, 18}));
    EXPECT_EQ(first.at("trained_step"), 1);
    EXPECT_EQ(first.at("advantage"), 0.5);
    EXPECT_EQ(first.at("rewards").at(0).at("name"), "accuracy");
    EXPECT_EQ(first.at("starred"), true);
    EXPECT_EQ(first.at("source"), "person");
    const Json second = parseJson(text[1], "line 2");
    EXPECT_TRUE(second.at("verdict").is_null());
    EXPECT_TRUE(second.at("advantage").is_null());
    EXPECT_EQ(parseJson(text[2], "line 3").at("prompt_id"), "second");
}

TEST_F(Exporters, WriteEveryVersionOfAVerdict)
{
    RolloutGroup group = test::sampleGroup("apples-1", 1);
    group.rollouts[0].verdict->parts = {{.name = "accuracy",
                                         .verifier = "final-number",
                                         .outcome = Outcome::Correct,
                                         .score = 1.0,
                                         .weight = 0.5,
                                         .extracted = {},
                                         .span = {},
                                         .rule = {},
                                         .message = {}}};
    group = test::recordLive(m_log, group);
    const RolloutId id = group.rollouts[0].id;
    m_log.commitStep(test::sampleStep(1), {}, std::vector{group.id},
                     std::vector<TrainedRollout>{{id, {{"accuracy", 1.0F, 1.0F}}, 0.5F, 1}});
    m_log.recordJudgement({"u1", id, Outcome::Wrong});
    const auto file = m_folder / "answers.jsonl";
    writeAnswersJsonl(RunLogReader(m_run), file);
    const Json line = parseJson(lines(file).at(0), "line 1");
    EXPECT_EQ(line.at("verdict"), "wrong");
    EXPECT_EQ(line.at("verifier"), "by hand");
    EXPECT_EQ(line.at("verdict_version"), 2);
    EXPECT_EQ(line.at("origin"), "person");
    EXPECT_EQ(line.at("trained"), false);
    EXPECT_EQ(line.at("parts").at(0).at("score"), 0.0);
    ASSERT_EQ(line.at("earlier_verdicts").size(), 1U);
    const Json& earlier = line.at("earlier_verdicts").at(0);
    EXPECT_EQ(earlier.at("verdict"), "correct");
    EXPECT_EQ(earlier.at("origin"), "answer");
    EXPECT_EQ(earlier.at("trained"), true);
    EXPECT_EQ(earlier.at("parts").at(0).at("weight"), 0.5);
}

TEST_F(Exporters, LeaveTheOldFileWhereTheLogIsDamaged)
{
    test::recordLive(m_log, test::sampleGroup());
    test::meddle(m_run, "UPDATE traces SET ranks = x'01'");
    const auto file = m_folder.write("answers.jsonl", "old\n");
    EXPECT_THROW(writeAnswersJsonl(RunLogReader(m_run), file), Error);
    EXPECT_EQ(lines(file), std::vector<std::string>{"old"});
}

TEST_F(Exporters, NameAFolderThatIsNotThere)
{
    EXPECT_THAT(test::errorOf([&] { writeMetricsCsv(RunLogReader(m_run), m_folder / "no" / "curves.csv"); }),
                testing::HasSubstr("curves.csv"));
}

} // namespace
} // namespace rw
