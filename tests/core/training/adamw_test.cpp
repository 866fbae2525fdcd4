#include "core/policy/torch_compat.h"
#include "core/training/adamw.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rw {

namespace {

at::Tensor weight(std::vector<float> values, at::IntArrayRef shape)
{
    return at::tensor(values).view(shape).clone().set_requires_grad(true);
}

/// AdamW of one number, in double precision, step by step as in algorithm 2 of the paper.
struct HandAdamW
{
    double value;
    double m = 0.0;
    double v = 0.0;
    int t = 0;

    void update(double gradient, const AdamWSettings& s, bool decayed)
    {
        const auto beta1 = static_cast<double>(s.beta1), beta2 = static_cast<double>(s.beta2);
        ++t;
        m = beta1 * m + (1 - beta1) * gradient;
        v = beta2 * v + (1 - beta2) * gradient * gradient;
        const double mHat = m / (1 - std::pow(beta1, t));
        const double vHat = v / (1 - std::pow(beta2, t));
        const double decay = decayed ? static_cast<double>(s.weightDecay) * value : 0.0;
        value -= static_cast<double>(s.learningRate) *
                 (mHat / (std::sqrt(vHat) + static_cast<double>(s.epsilon)) + decay);
    }
};

TEST(AdamW, TakesTheStepsOfTheHandComputation)
{
    const AdamWSettings settings{
        .learningRate = 0.1F, .beta1 = 0.9F, .beta2 = 0.98F, .epsilon = 1e-8F, .weightDecay = 0.5F};
    const NamedTensor matrix{"matrix", weight({1.0F, -2.0F}, {1, 2})};
    const NamedTensor vector{"vector", weight({3.0F}, {1})};
    const std::vector<NamedTensor> parameters{matrix, vector};
    AdamW optimizer(parameters);
    HandAdamW first{1.0}, second{-2.0}, norm{3.0};
    for (const auto& [a, b, c] : {std::tuple{0.5, -0.25, 2.0}, std::tuple{-1.5, 0.75, 1.0}}) {
        matrix.tensor.mutable_grad() =
            at::tensor({static_cast<float>(a), static_cast<float>(b)}).view({1, 2});
        vector.tensor.mutable_grad() = at::tensor({static_cast<float>(c)});
        optimizer.update(settings);
        first.update(a, settings, true);
        second.update(b, settings, true);
        norm.update(c, settings, false);
        EXPECT_NEAR(matrix.tensor[0][0].item<double>(), first.value, 1e-6);
        EXPECT_NEAR(matrix.tensor[0][1].item<double>(), second.value, 1e-6);
        EXPECT_NEAR(vector.tensor[0].item<double>(), norm.value, 1e-6);
    }
    EXPECT_EQ(optimizer.updates(), 2);
}

TEST(AdamW, FirstStepIsTheLearningRateLong)
{
    const std::vector<NamedTensor> parameters{{"w", weight({1.0F, 1.0F}, {2})}};
    AdamW optimizer(parameters);
    parameters[0].tensor.mutable_grad() = at::tensor({100.0F, -0.001F});
    optimizer.update({.learningRate = 0.01F});
    EXPECT_NEAR(parameters[0].tensor[0].item<float>(), 0.99F, 1e-5F);
    EXPECT_NEAR(parameters[0].tensor[1].item<float>(), 1.01F, 1e-5F);
}

TEST(AdamW, LeavesNoGradientBehind)
{
    const std::vector<NamedTensor> parameters{{"w", weight({1.0F}, {1})}};
    AdamW optimizer(parameters);
    parameters[0].tensor.mutable_grad() = at::tensor({1.0F});
    optimizer.update({});
    EXPECT_FALSE(parameters[0].tensor.grad().defined());
}

TEST(AdamW, MeasuresTheNormOverAllGradients)
{
    const std::vector<NamedTensor> parameters{{"a", weight({0.0F}, {1})}, {"b", weight({0.0F}, {1})}};
    const AdamW optimizer(parameters);
    EXPECT_EQ(optimizer.gradientNorm(), 0.0);
    parameters[0].tensor.mutable_grad() = at::tensor({3.0F});
    parameters[1].tensor.mutable_grad() = at::tensor({4.0F});
    EXPECT_NEAR(optimizer.gradientNorm(), 5.0, 1e-6);
    EXPECT_EQ(clipScale(5.0, 10.0), 1.0);
    EXPECT_NEAR(clipScale(5.0, 1.0), 0.2, 1e-6);
}

TEST(AdamW, TakesGradientsAsIfTheyHadBeenScaledBefore)
{
    const std::vector<NamedTensor> scaled{{"w", weight({1.0F, 2.0F}, {2})}};
    const std::vector<NamedTensor> given{{"w", weight({1.0F, 2.0F}, {2})}};
    AdamW first(scaled), second(given);
    for (const float size : {8.0F, -0.5F}) {
        scaled[0].tensor.mutable_grad() = at::tensor({size * 0.25F, 0.25F});
        given[0].tensor.mutable_grad() = at::tensor({size, 1.0F});
        first.update({});
        second.update({}, 0.25);
    }
    EXPECT_TRUE(scaled[0].tensor.equal(given[0].tensor));
    EXPECT_TRUE(first.state()[1].tensor.equal(second.state()[1].tensor));
}

/// Enough elements that several threads share them, and a rest that fills no vector.
class LargeUpdate : public ::testing::Test
{
protected:
    static constexpr std::int64_t kSize = 3 * 65536 + 13;

    static at::Tensor waves(double frequency)
    {
        return at::arange(kSize, floatOptions(c10::kCPU)).mul(frequency).sin();
    }

    /// The weights after three updates, and the last gradient's norm.
    static std::pair<at::Tensor, double> updated(int threads)
    {
        const int before = at::get_num_threads();
        at::set_num_threads(threads);
        const std::vector<NamedTensor> parameters{
            {"w", waves(0.1).view({1, kSize}).clone().set_requires_grad(true)}};
        AdamW optimizer(parameters);
        double norm = 0.0;
        for (int i = 1; i <= 3; ++i) {
            parameters[0].tensor.mutable_grad() = waves(0.3 * i).view({1, kSize});
            norm = optimizer.gradientNorm();
            optimizer.update({.learningRate = 0.01F, .weightDecay = 0.1F}, 0.5);
        }
        at::set_num_threads(before);
        return {parameters[0].tensor.detach().view({kSize}), norm};
    }
};

TEST_F(LargeUpdate, DoesNotDependOnTheNumberOfThreads)
{
    const auto [alone, normAlone] = updated(1);
    const auto [shared, normShared] = updated(2);
    EXPECT_TRUE(alone.equal(shared));
    EXPECT_EQ(normAlone, normShared);
    EXPECT_NEAR(normAlone, waves(0.9).to(at::kDouble).norm().item<double>(), 1e-9 * normAlone);
}

TEST_F(LargeUpdate, TakesTheStepsOfTheHandComputation)
{
    const auto [found, norm] = updated(2);
    for (const std::int64_t i : {std::int64_t{0}, std::int64_t{65536}, std::int64_t{100'001}, kSize - 1}) {
        HandAdamW hand{waves(0.1)[i].item<double>()};
        for (int t = 1; t <= 3; ++t)
            hand.update(0.5 * waves(0.3 * t)[i].item<double>(), {.learningRate = 0.01F, .weightDecay = 0.1F},
                        true);
        EXPECT_NEAR(found[i].item<double>(), hand.value, 1e-6) << i;
    }
}

} // namespace

} // namespace rw
