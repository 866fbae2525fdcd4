#include "core/rollout/rewards.h"
#include "core/verify/verdict_by_hand.h"

#include <gtest/gtest.h>

namespace rw {

namespace {

Rollout judged(Outcome outcome, bool starred = false)
{
    Rollout rollout;
    rollout.verdict = Verdict{};
    rollout.verdict->outcome = outcome;
    rollout.starred = starred;
    return rollout;
}

TEST(Rewards, AreOneForCorrectAnswersAndElseZero)
{
    EXPECT_EQ(rewardOf(rewardParts(judged(Outcome::Correct), 0.2F)), 1.0F);
    EXPECT_EQ(rewardOf(rewardParts(judged(Outcome::Wrong), 0.2F)), 0.0F);
    EXPECT_EQ(rewardOf(rewardParts(judged(Outcome::Undecided), 0.2F)), 0.0F);
}

TEST(Rewards, AddTheStarAsANamedPart)
{
    const auto parts = rewardParts(judged(Outcome::Correct, true), 0.2F);
    EXPECT_EQ(rewardOf(parts), 1.2F);
    ASSERT_EQ(parts.size(), 2U);
    EXPECT_EQ(parts[0], (RewardPart{"accuracy", 1.0F, 1.0F}));
    EXPECT_EQ(parts[1], (RewardPart{"star", 1.0F, 0.2F}));
    EXPECT_FLOAT_EQ(rewardOf(rewardParts(judged(Outcome::Wrong, true), 0.2F)).value(), 0.2F);
}

TEST(Rewards, AreThePartsOfTheVerdict)
{
    Rollout rollout = judged(Outcome::Correct, true);
    VerdictPart& accuracy = rollout.verdict->parts.emplace_back();
    accuracy.name = "accuracy";
    accuracy.score = 1.0;
    VerdictPart& length = rollout.verdict->parts.emplace_back();
    length.name = "length";
    length.score = -0.5;
    length.weight = 0.25;
    EXPECT_EQ(
        rewardParts(rollout, 0.5F),
        (std::vector<RewardPart>{{"accuracy", 1.0F, 1.0F}, {"length", -0.5F, 0.25F}, {"star", 1.0F, 0.5F}}));
    EXPECT_FLOAT_EQ(rewardOf(rewardParts(rollout, 0.5F)).value(), 1.375F);
}

TEST(Rewards, AreAbsentWhereAWeighedPartFailed)
{
    Rollout rollout = judged(Outcome::Correct);
    VerdictPart& part = rollout.verdict->parts.emplace_back();
    part.outcome = Outcome::Error;
    part.weight = 0.5;
    EXPECT_FALSE(rewardOf(rewardParts(rollout, 0.2F)));
    part.weight = 0.0;
    EXPECT_TRUE(rewardOf(rewardParts(rollout, 0.2F)));
}

TEST(Rewards, FollowAPersonsWordWhateverElseFailed)
{
    Verdict verdict;
    verdict.outcome = Outcome::Wrong;
    VerdictPart& accuracy = verdict.parts.emplace_back();
    accuracy.name = "accuracy";
    accuracy.outcome = Outcome::Wrong;
    VerdictPart& style = verdict.parts.emplace_back();
    style.name = "style";
    style.outcome = Outcome::Error;
    style.weight = 0.5;
    VerdictPart& length = verdict.parts.emplace_back();
    length.name = "length";
    length.outcome = Outcome::Wrong;
    length.score = -0.5;
    Rollout rollout;
    rollout.verdict = verdict;
    EXPECT_FALSE(rewardOf(rewardParts(rollout, 0.2F))) << "the verifier's own verdict";

    rollout.verdict = verdictByHand(verdict, Outcome::Correct);
    EXPECT_EQ(
        rewardParts(rollout, 0.2F),
        (std::vector<RewardPart>{
            {"accuracy", 1.0F, 1.0F}, {"style", 0.0F, 0.5F}, {"length", -0.5F, 1.0F}, {"star", 0.0F, 0.2F}}))
        << "the part that failed is worth 0, the others what they were";
    rollout.verdict = verdictByHand(verdict, Outcome::Wrong);
    EXPECT_FLOAT_EQ(rewardOf(rewardParts(rollout, 0.2F)).value(), -0.5F);
}

TEST(Rewards, FollowAPersonWhereTheVerifierFailed)
{
    Rollout rollout = judged(Outcome::Error);
    rollout.verdict = verdictByHand(*rollout.verdict, Outcome::Correct);
    EXPECT_EQ(rewardOf(rewardParts(rollout, 0.2F)), 1.0F);
}

TEST(Rewards, AreAbsentWhereAPersonLeavesItUndecided)
{
    Rollout rollout = judged(Outcome::Correct, true);
    rollout.verdict = verdictByHand(*rollout.verdict, Outcome::Undecided);
    EXPECT_FALSE(rewardOf(rewardParts(rollout, 0.2F))) << "unlike one that a verifier cannot decide";
}

TEST(Rewards, AreAbsentWhereTheVerifierFailed)
{
    EXPECT_FALSE(rewardOf(rewardParts(judged(Outcome::Error, true), 0.2F)));
    EXPECT_FALSE(rewardOf(rewardParts(Rollout{}, 0.2F)));
}

} // namespace

} // namespace rw
