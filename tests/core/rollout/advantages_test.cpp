#include "core/rollout/advantages.h"

#include <gtest/gtest.h>

namespace rw {

namespace {

using Group = std::vector<std::optional<float>>;

TEST(Advantages, FollowTrlOnTheGoldenVector)
{
    const std::vector<float> rewards{1, 0, 0, 1, 0, 0, 0, 0};
    EXPECT_NEAR(unbiasedStd(rewards), 0.462910F, 1e-6F);
    const std::vector<float> advantages = groupAdvantages(rewards);
    ASSERT_EQ(advantages.size(), rewards.size());
    for (std::size_t i = 0; i < rewards.size(); ++i)
        EXPECT_NEAR(advantages[i], rewards[i] == 1.0F ? 1.619835F : -0.539945F, 1e-6F);
}

TEST(Advantages, WithoutScalingAreDistancesFromTheMean)
{
    const std::vector<Group> groups{{1, 0, 0, 1, 0, 0, 0, 0}};
    const auto advantages = groupAdvantages(groups, ScaleRewards::None);
    EXPECT_FLOAT_EQ(advantages[0][0], 0.75F);
    EXPECT_FLOAT_EQ(advantages[0][1], -0.25F);
}

TEST(Advantages, ScaledByTheBatchShareOneDivisor)
{
    // Rewards 1 0 1 1: std of the batch is 0.5.
    const std::vector<Group> groups{{1, 0}, {1, 1}};
    const auto advantages = groupAdvantages(groups, ScaleRewards::Batch);
    EXPECT_NEAR(advantages[0][0], 0.5F / 0.5001F, 1e-6F);
    EXPECT_NEAR(advantages[0][1], -0.5F / 0.5001F, 1e-6F);
    EXPECT_EQ(advantages[1], (std::vector<float>{0, 0}));
}

TEST(Advantages, OfEqualRewardsAreZero)
{
    for (const float reward : {0.0F, 1.0F, 1.2F}) {
        for (const float advantage : groupAdvantages(std::vector<float>(5, reward)))
            EXPECT_EQ(advantage, 0.0F);
    }
}

TEST(Advantages, LeaveAnswersWithoutRewardOutOfTheGroup)
{
    const std::vector<Group> groups{{1, std::nullopt, 0}};
    const auto advantages = groupAdvantages(groups, ScaleRewards::None);
    EXPECT_EQ(advantages[0], (std::vector<float>{0.5F, 0.0F, -0.5F}));
}

TEST(Advantages, OfASingleAnswerAreZero)
{
    EXPECT_EQ(groupAdvantages(std::vector<float>{1}), std::vector<float>{0});
}

} // namespace

} // namespace rw
