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

TEST(AdamW, ScalesGradientsDownToTheLargestNorm)
{
    const std::vector<NamedTensor> parameters{{"a", weight({0.0F}, {1})}, {"b", weight({0.0F}, {1})}};
    AdamW optimizer(parameters);
    parameters[0].tensor.mutable_grad() = at::tensor({3.0F});
    parameters[1].tensor.mutable_grad() = at::tensor({4.0F});
    EXPECT_NEAR(optimizer.clipGradients(10.0), 5.0, 1e-6);
    EXPECT_EQ(parameters[0].tensor.grad().item<float>(), 3.0F);
    EXPECT_NEAR(optimizer.clipGradients(1.0), 5.0, 1e-6);
    EXPECT_NEAR(parameters[0].tensor.grad().item<float>(), 0.6F, 1e-5F);
    EXPECT_NEAR(parameters[1].tensor.grad().item<float>(), 0.8F, 1e-5F);
}

} // namespace

} // namespace rw
