// bench-verifiers and verify-again on a run that lies there.
#include "core/runlog/run_log_writer.h"
#include "tests/core/commands/engine_process.h"
#include "tests/core/runlog/sample_run.h"

#include <gmock/gmock.h>

namespace rw {

namespace {

using namespace rw::test;
using ::testing::HasSubstr;

class ReviewCommands : public ::testing::Test
{
protected:
    ReviewCommands()
    {
        RunLogWriter log = RunLogWriter::create(m_folder / "run", sampleRecord());
        RolloutGroup group = sampleGroup("apples-1", 4);
        const char* const texts[] = {"3", "The answer is 3.0", "The answer is 4", "none"};
        for (std::size_t i = 0; i < group.rollouts.size(); ++i)
            group.rollouts[i].text = texts[i];
        m_group = recordLive(log, group);
        log.recordJudgement({"u1", m_group.rollouts[1].id, Outcome::Correct});
        log.recordJudgement({"u2", m_group.rollouts[2].id, Outcome::Wrong});
    }

    [[nodiscard]] std::string run() const { return (m_folder / "run").string(); }
    [[nodiscard]] std::vector<std::string> bench(std::vector<std::string> more) const
    {
        std::vector<std::string> all{"bench-verifiers", "--run",      run(),       "--verifier",
                                     "final-number",    "--verifier", "exact-text"};
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    const TemporaryDirectory m_folder;
    RolloutGroup m_group;
};

TEST_F(ReviewCommands, BenchForScripts)
{
    const EngineResult result = runEngine(bench({"--json"}));
    ASSERT_EQ(result.code, 0) << result.errors;
    ASSERT_EQ(result.lines().size(), 1U);
    const Json report = result.lines()[0];
    EXPECT_EQ(report.at("answers"), 4);
    EXPECT_EQ(report.at("marked_by_hand"), 2);
    const Json& number = report.at("verifiers").at(0);
    EXPECT_EQ(number.at("verifier"), "final-number");
    EXPECT_EQ(number.at("correct"), 2);
    EXPECT_EQ(number.at("wrong"), 1);
    EXPECT_EQ(number.at("undecided"), 1);
    EXPECT_EQ(number.at("false_negatives").at("count"), 0);
    EXPECT_EQ(number.at("false_positives").at("of"), 1);
    const Json& text = report.at("verifiers").at(1);
    EXPECT_EQ(text.at("false_negatives").at("count"), 1);
    EXPECT_EQ(text.at("false_negatives").at("rate"), 1.0);
    EXPECT_NEAR(text.at("false_negatives").at("low").get<double>(), 0.2065, 1e-4);
    const Json& pair = report.at("pairs").at(0);
    EXPECT_EQ(pair.at("disagreements"), 2);
    const Json& cell = pair.at("cells").at(0);
    EXPECT_EQ(cell.at("outcomes"), Json::array({"correct", "wrong"}));
    EXPECT_EQ(cell.at("rollouts"), Json::array({m_group.rollouts[1].id.value}));
    EXPECT_EQ(runEngine(bench({"--json", "--last", "1"})).lines().at(0).at("answers"), 1);
}

TEST_F(ReviewCommands, BenchForPeople)
{
    const EngineResult result = runEngine(bench({}));
    EXPECT_EQ(result.code, 0) << result.errors;
    EXPECT_THAT(result.output, HasSubstr("4 answers, 2 marked by hand"));
    EXPECT_THAT(result.output, HasSubstr("1/1 100 % (21-100)"));
    EXPECT_THAT(result.output, HasSubstr("final-number and exact-text: 2 differ"));
    EXPECT_THAT(result.output, HasSubstr("correct, wrong"));
    EXPECT_EQ(ask(m_folder / "run", "SELECT count(*) FROM verdicts"), 6) << "nothing is stored";
}

TEST_F(ReviewCommands, VerifiesAgain)
{
    const EngineResult result =
        runEngine({"verify-again", "--run", run(), "--verifier", "exact-text", "--json"});
    ASSERT_EQ(result.code, 0) << result.errors;
    const Json counts = result.lines().at(0);
    EXPECT_EQ(counts.at("answers"), 4);
    EXPECT_EQ(counts.at("stored"), 2);
    EXPECT_EQ(counts.at("by_hand"), 2);
    const RunLogReader log(m_folder / "run");
    EXPECT_EQ(log.verdicts(m_group.rollouts[0].id).back().verdict.verifier, "exact-text");
    EXPECT_EQ(log.verdicts(m_group.rollouts[1].id).back().verdict.outcome, Outcome::Correct);

    const EngineResult again = runEngine(
        {"verify-again", "--run", run(), "--over-by-hand", "--group", std::to_string(m_group.id.value)});
    EXPECT_EQ(again.code, 0) << again.errors;
    EXPECT_THAT(again.output, HasSubstr("4 answers judged again: 4 verdicts stored"));
    EXPECT_EQ(log.verdicts(m_group.rollouts[1].id).back().verdict.verifier, "final-number");
}

TEST_F(ReviewCommands, VerifiesOneAnswerAgain)
{
    const auto verify = [&](std::size_t index, std::vector<std::string> more) {
        std::vector<std::string> all{"verify-again",
                                     "--run",
                                     run(),
                                     "--verifier",
                                     "exact-text",
                                     "--answer",
                                     std::to_string(m_group.rollouts[index].id.value)};
        all.insert(all.end(), more.begin(), more.end());
        const EngineResult result = runEngine(all);
        EXPECT_EQ(result.code, 0) << result.errors;
        return result.output;
    };
    const RunLogReader log(m_folder / "run");
    EXPECT_THAT(verify(0, {}), HasSubstr("1 answers judged again: 1 verdicts stored"));
    EXPECT_EQ(log.verdicts(m_group.rollouts[0].id).back().verdict.verifier, "exact-text");
    EXPECT_EQ(log.verdicts(m_group.rollouts[3].id).size(), 1U) << "the others are left alone";
    EXPECT_THAT(verify(1, {}), HasSubstr("1 by hand left alone"));
    EXPECT_EQ(log.verdicts(m_group.rollouts[1].id).back().verdict.outcome, Outcome::Correct);
    EXPECT_THAT(verify(1, {"--over-by-hand"}), HasSubstr("1 verdicts stored"));
    EXPECT_EQ(log.verdicts(m_group.rollouts[1].id).back().verdict.outcome, Outcome::Wrong);
}

TEST_F(ReviewCommands, ShowsWhatAnswersWouldGet)
{
    const std::vector<std::string> command{"verify-again", "--run",      run(),
                                           "--verifier",   "exact-text", "--dry-run"};
    const EngineResult shown = runEngine(command);
    EXPECT_EQ(shown.code, 0) << shown.errors;
    const std::string second = std::to_string(m_group.rollouts[1].id.value);
    EXPECT_THAT(shown.output, HasSubstr("answer " + second + ", number 2 of group " +
                                        std::to_string(m_group.id.value) + ": correct -> wrong (by hand)\n"));
    std::vector<std::string> forScripts = command;
    forScripts.insert(forScripts.end(), {"--json", "--last", "2"});
    const std::vector<Json> lines = runEngine(forScripts).lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].at("before").at("verifier"), "by hand");
    EXPECT_EQ(lines[0].at("after").at("verifier"), "exact-text");
    forScripts = command;
    forScripts.insert(forScripts.end(), {"--json", "--answer", second});
    ASSERT_EQ(runEngine(forScripts).lines().size(), 1U);
    EXPECT_EQ(runEngine(forScripts).lines()[0].at("rollout"), m_group.rollouts[1].id.value);
    EXPECT_EQ(ask(m_folder / "run", "SELECT count(*) FROM verdicts"), 6) << "nothing is stored";
}

TEST_F(ReviewCommands, RefuseWithOneMessage)
{
    const auto refusal = [](const std::vector<std::string>& arguments, int code) {
        const EngineResult result = runEngine(arguments);
        EXPECT_EQ(result.code, code);
        EXPECT_EQ(result.output, "");
        EXPECT_EQ(std::count(result.errors.begin(), result.errors.end(), '\n'), 1) << result.errors;
        return result.errors;
    };
    EXPECT_THAT(refusal({"bench-verifiers", "--run", run()}, 2), HasSubstr("--verifier"));
    EXPECT_THAT(refusal({"bench-verifiers", "--run", run(), "--verifier", "nonsense"}, 2),
                HasSubstr("nonsense"));
    EXPECT_THAT(refusal({"bench-verifiers", "--run", "nowhere", "--verifier", "exact-text"}, 1),
                HasSubstr("nowhere"));
    EXPECT_THAT(refusal({"verify-again", "--run", "nowhere"}, 1), HasSubstr("nowhere"));
    EXPECT_THAT(refusal({"verify-again", "--run", run(), "--group", "77"}, 1), HasSubstr("Group 77"));
    EXPECT_THAT(refusal({"verify-again", "--run", run(), "--answer", "99"}, 1), HasSubstr("Answer 99"));
    EXPECT_THAT(refusal({"verify-again", "--run", run(), "--answer", "1", "--group", "1"}, 2),
                HasSubstr("--group"));
}

} // namespace

} // namespace rw
