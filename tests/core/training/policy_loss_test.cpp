// Golden values computed by hand from the definitions; they agree with TRL.
#include "core/policy/torch_compat.h"
#include "core/training/policy_loss.h"

#include <gmock/gmock.h>

#include <cmath>

namespace rw {

namespace {

using ::testing::ElementsAre;
using ::testing::FloatNear;

/// The clipped loss of one token of the ratio and advantage given.
double clippedLoss(double ratio, double advantage, float low, float high)
{
    const at::Tensor logprob = at::tensor({std::log(ratio) - 1.0}).to(at::kFloat);
    const at::Tensor old = at::tensor({-1.0}).to(at::kFloat);
    const at::Tensor advantages = at::tensor({advantage}).to(at::kFloat);
    return clippedTokenLoss(logprob, old, advantages, low, high).item<double>();
}

double kl(double logprob, double reference)
{
    return klToReference(at::tensor({logprob}), at::tensor({reference})).item<double>();
}

/// What the weights make of losses -1 on two tokens of one sequence and +1 on six of another.
double aggregated(LossType type)
{
    const std::vector<std::int64_t> lengths{2, 6};
    const std::vector<float> weights = tokenWeights(type, lengths, 8);
    return 2.0 * -1.0 * static_cast<double>(weights[0]) + 6.0 * 1.0 * static_cast<double>(weights[1]);
}

TEST(ClippedTokenLoss, IsTheClippedSurrogate)
{
    struct Row
    {
        double ratio, advantage, loss;
    };
    for (const Row& row : {Row{0.5, 1.0, -0.5}, Row{0.5, -1.0, 0.8}, Row{1.25, 1.0, -1.2},
                           Row{1.25, -1.0, 1.25}, Row{1.5, 1.0, -1.2}, Row{1.5, -1.0, 1.5}}) {
        EXPECT_NEAR(clippedLoss(row.ratio, row.advantage, 0.2F, 0.2F), row.loss, 1e-6)
            << row.ratio << " " << row.advantage;
    }
}

TEST(ClippedTokenLoss, HasAnUpperBoundOfItsOwn)
{
    EXPECT_NEAR(clippedLoss(1.25, 1.0, 0.2F, 0.28F), -1.25, 1e-6);
    EXPECT_NEAR(clippedLoss(1.5, 1.0, 0.2F, 0.28F), -1.28, 1e-6);
    EXPECT_NEAR(clippedLoss(0.5, -1.0, 0.2F, 0.28F), 0.8, 1e-6);
}

TEST(ClippedTokenLoss, PassesNoGradientWhereItIsClipped)
{
    at::Tensor logprobs = at::tensor({0.5F, 0.5F, -0.5F, -0.5F}).set_requires_grad(true);
    const at::Tensor advantages = at::tensor({1.0F, -1.0F, 1.0F, -1.0F});
    clippedTokenLoss(logprobs, at::zeros({4}), advantages, 0.2F, 0.2F).sum().backward();
    EXPECT_EQ(logprobs.grad()[0].item<float>(), 0.0F);
    EXPECT_NEAR(logprobs.grad()[1].item<float>(), std::exp(0.5F), 1e-5F);
    EXPECT_NEAR(logprobs.grad()[2].item<float>(), -std::exp(-0.5F), 1e-5F);
    EXPECT_EQ(logprobs.grad()[3].item<float>(), 0.0F);
}

TEST(KlToReference, IsTheEstimatorK3)
{
    EXPECT_NEAR(kl(-1.0, -1.2), 0.018731, 1e-6);
    EXPECT_NEAR(kl(-1.0, -0.5), 0.148721, 1e-6);
    EXPECT_EQ(kl(-1.0, -1.0), 0.0);
}

TEST(ClipRatios, CountOnlyWhatTheRangeFlattens)
{
    const at::Tensor logprobs = at::tensor({0.5F, 0.5F, -0.5F, -0.5F, 0.5F, 0.0F, 0.0F, 0.0F});
    const at::Tensor advantages = at::tensor({1.0F, -1.0F, 1.0F, -1.0F, 1.0F, 1.0F, -1.0F, 1.0F});
    const ClipRatios ratios = clipRatios(logprobs, at::zeros({8}), advantages, 0.2F, 0.2F);
    EXPECT_DOUBLE_EQ(ratios.low, 1.0 / 8.0);
    EXPECT_DOUBLE_EQ(ratios.high, 2.0 / 8.0);
}

TEST(TokenWeights, AggregateAsTrlDoes)
{
    EXPECT_NEAR(aggregated(LossType::Grpo), 0.0, 1e-6);
    EXPECT_NEAR(aggregated(LossType::Bnpo), 0.5, 1e-6);
    EXPECT_NEAR(aggregated(LossType::Dapo), 0.5, 1e-6);
    EXPECT_NEAR(aggregated(LossType::DrGrpo), 0.25, 1e-6);
}

TEST(TokenWeights, LeaveOutAnswersWithoutTokens)
{
    const std::vector<std::int64_t> lengths{2, 0, 6};
    EXPECT_THAT(tokenWeights(LossType::Grpo, lengths, 8),
                ElementsAre(FloatNear(0.25F, 1e-6F), 0.0F, FloatNear(1.0F / 12, 1e-6F)));
    EXPECT_THAT(tokenWeights(LossType::Dapo, lengths, 8),
                ElementsAre(FloatNear(0.125F, 1e-6F), 0.0F, FloatNear(0.125F, 1e-6F)));
    EXPECT_THAT(tokenWeights(LossType::DrGrpo, lengths, 8),
                ElementsAre(FloatNear(1.0F / 16, 1e-6F), 0.0F, FloatNear(1.0F / 16, 1e-6F)));
    const std::vector<std::int64_t> none{0, 0};
    EXPECT_THAT(tokenWeights(LossType::Grpo, none, 8), ElementsAre(0.0F, 0.0F));
}

} // namespace

} // namespace rw
