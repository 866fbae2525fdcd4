#include "core/rollout/group_statistics.h"

#include <gtest/gtest.h>

namespace rw {

namespace {

Rollout answer(Outcome outcome, std::size_t tokens)
{
    Rollout rollout;
    rollout.verdict = Verdict{};
    rollout.verdict->outcome = outcome;
    rollout.tokens.resize(tokens);
    return rollout;
}

TEST(PassAtK, IsTheShareForOneAnswer)
{
    EXPECT_DOUBLE_EQ(passAtKEstimate(15, 4, 1), 4.0 / 15.0);
    EXPECT_DOUBLE_EQ(passAtKEstimate(15, 0, 1), 0.0);
    EXPECT_DOUBLE_EQ(passAtKEstimate(15, 15, 1), 1.0);
}

TEST(PassAtK, CountsDrawsWithoutReplacement)
{
    EXPECT_DOUBLE_EQ(passAtKEstimate(5, 2, 2), 1.0 - 3.0 / 10.0); // 1 - C(3,2) / C(5,2)
    EXPECT_DOUBLE_EQ(passAtKEstimate(15, 1, 15), 1.0);
}

TEST(GroupStatistics, FindTheShortestCorrectAnswer)
{
    RolloutGroup group;
    EXPECT_FALSE(shortestCorrectAnswer(group));
    group.rollouts = {answer(Outcome::Wrong, 1), answer(Outcome::Correct, 9), answer(Outcome::Correct, 5),
                      answer(Outcome::Correct, 5), Rollout{}};
    EXPECT_EQ(shortestCorrectAnswer(group), 2U);
}

TEST(GroupStatistics, FindTheStar)
{
    RolloutGroup group;
    group.rollouts.resize(3);
    EXPECT_FALSE(starredAnswer(group));
    group.rollouts[1].starred = true;
    EXPECT_EQ(starredAnswer(group), 1U);
}

} // namespace

} // namespace rw
