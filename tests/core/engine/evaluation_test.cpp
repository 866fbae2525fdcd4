#include "core/engine/evaluation.h"

#include <gtest/gtest.h>

namespace rw {

namespace {

struct Answer
{
    const char* text;
    bool correct;
    std::size_t tokens;
    FinishReason finish = FinishReason::Stop;
};

RolloutGroup groupOf(const std::string& category, const std::vector<Answer>& answers)
{
    RolloutGroup group;
    group.prompt.category = category;
    for (const Answer& answer : answers) {
        Rollout& rollout = group.rollouts.emplace_back();
        rollout.text = answer.text;
        rollout.tokens.resize(answer.tokens);
        rollout.finish = answer.finish;
        rollout.verdict.emplace().outcome = answer.correct ? Outcome::Correct : Outcome::Wrong;
    }
    return group;
}

std::vector<RolloutGroup> someGroups()
{
    return {groupOf("shopping", {{"The answer is 3.", true, 6},
                                 {"The answer is 4.", false, 6},
                                 {"2*2=4. 13-4=9. The answer is 9.", false, 20, FinishReason::Length},
                                 {"3x=9; x=3. The answer is 3.", true, 16}}),
            groupOf("travel", {{"The answer is 1.", false, 4},
                               {"The answer is 1.", false, 4},
                               {"The answer is 1.", false, 4},
                               {"The answer is 1.", false, 4}})};
}

TEST(Evaluation, CountsWhatIsRight)
{
    const Json result = evaluate(someGroups());
    EXPECT_EQ(result["prompts"], 2);
    EXPECT_DOUBLE_EQ(result["pass@1"].get<double>(), 0.25);
    EXPECT_DOUBLE_EQ(result["pass@4"].get<double>(), 0.5);
    EXPECT_DOUBLE_EQ(result["mean_length"].get<double>(), 64.0 / 8.0);
    EXPECT_DOUBLE_EQ(result["clipped_ratio"].get<double>(), 1.0 / 8.0);
    EXPECT_DOUBLE_EQ(result["categories"]["shopping"]["pass@1"].get<double>(), 0.5);
    EXPECT_DOUBLE_EQ(result["categories"]["shopping"]["pass@4"].get<double>(), 1.0);
    EXPECT_DOUBLE_EQ(result["categories"]["travel"]["pass@1"].get<double>(), 0.0);
}

TEST(Evaluation, TellsTheWaysOfWritingApart)
{
    const Json styles = evaluate(someGroups())["styles"];
    EXPECT_DOUBLE_EQ(styles["bare"]["share"].get<double>(), 6.0 / 8.0);
    EXPECT_DOUBLE_EQ(styles["bare"]["accuracy"].get<double>(), 1.0 / 6.0);
    EXPECT_DOUBLE_EQ(styles["equation"]["accuracy"].get<double>(), 1.0);
    EXPECT_DOUBLE_EQ(styles["steps"]["accuracy"].get<double>(), 0.0);
}

TEST(Evaluation, HasNoAccuracyWhereThereIsNoAnswer)
{
    const std::vector<RolloutGroup> groups{groupOf("", {{"The answer is 3.", true, 6}})};
    const Json result = evaluate(groups);
    EXPECT_TRUE(result["styles"]["steps"]["accuracy"].is_null());
    EXPECT_TRUE(result["categories"].contains("none"));
}

TEST(Evaluation, IsLoggedUnderItsOwnNames)
{
    const Metrics metrics = evaluationMetrics(someGroups());
    EXPECT_DOUBLE_EQ(metrics.at("eval_pass@1"), 0.25);
    EXPECT_DOUBLE_EQ(metrics.at("eval_reward"), 0.25);
    EXPECT_DOUBLE_EQ(metrics.at("eval_completions/mean_length"), 8.0);
    EXPECT_DOUBLE_EQ(metrics.at("eval_completions/clipped_ratio"), 0.125);
    EXPECT_DOUBLE_EQ(metrics.at("eval_styles/bare"), 0.75);
}

TEST(Evaluation, OfNothingIsZero)
{
    EXPECT_DOUBLE_EQ(evaluate({})["pass@1"].get<double>(), 0.0);
    EXPECT_DOUBLE_EQ(evaluationMetrics({}).at("eval_pass@1"), 0.0);
}

} // namespace

} // namespace rw
