#include "core/engine/answer_text.h"
#include "core/engine/environment.h"
#include "core/engine/progress_bar.h"

#include <gmock/gmock.h>

namespace rw {

namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Rollout judged(Outcome outcome)
{
    Rollout rollout;
    rollout.index = 2;
    rollout.text = "So\nit is 4.";
    rollout.tokens.resize(7);
    Verdict& verdict = rollout.verdict.emplace();
    verdict.outcome = outcome;
    verdict.extracted = "4";
    verdict.expected = "3";
    return rollout;
}

TEST(AnswerText, ShowsWhyAnAnswerIsWrong)
{
    EXPECT_EQ(answerText(judged(Outcome::Wrong), false), "\u2717  3  So it is 4.  (read 4, expected 3)");
}

TEST(AnswerText, ColoursOnlyWhenAsked)
{
    EXPECT_EQ(answerText(judged(Outcome::Correct), false), "\u2713  3  So it is 4.");
    EXPECT_EQ(answerText(judged(Outcome::Correct), true), "\x1b[32m\u2713\x1b[0m  3  So it is 4.");
}

TEST(AnswerText, SaysWhatKeptTheVerifierFromDeciding)
{
    Rollout rollout = judged(Outcome::Undecided);
    rollout.verdict->message = "There is no number.";
    EXPECT_THAT(answerText(rollout, false), HasSubstr("(There is no number.)"));
    rollout.verdict->expected.clear();
    EXPECT_THAT(answerText(rollout, false), Not(HasSubstr("no number")));
}

TEST(GroupSummaryText, CountsCorrectAnswersWhereOneIsExpected)
{
    RolloutGroup group;
    group.rollouts = {judged(Outcome::Correct), judged(Outcome::Wrong)};
    EXPECT_EQ(groupSummaryText(group), "2 answers, mean 7 tokens");
    group.prompt.answer = "3";
    EXPECT_EQ(groupSummaryText(group), "1 of 2 correct, mean 7 tokens");
}

TEST(DurationText, ReadsLikeAClock)
{
    EXPECT_EQ(durationText(0.4), "0:00");
    EXPECT_EQ(durationText(67.2), "1:07");
    EXPECT_EQ(durationText(3600), "1:00:00");
    EXPECT_EQ(durationText(2 * 3600 + 3 * 60 + 15), "2:03:15");
    EXPECT_EQ(durationText(-5), "0:00");
}

TEST(EnvironmentText, NamesTheDeviceOnce)
{
    Environment environment;
    environment.device = "cpu";
    environment.deviceReason = "CPU: this LibTorch finds no CUDA GPU.";
    environment.warnings = {"It is slow."};
    EXPECT_THAT(toText(environment), HasSubstr("Device   cpu (this LibTorch finds no CUDA GPU)\n"));
    EXPECT_THAT(toText(environment), HasSubstr("Warning: It is slow.\n"));
    environment.device = "cuda:0";
    environment.deviceReason = "GPU cuda:0: it computed a test sum correctly.";
    EXPECT_THAT(toText(environment), HasSubstr("Device   cuda:0 (it computed a test sum correctly)\n"));
}

} // namespace

} // namespace rw
