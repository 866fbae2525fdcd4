#include "core/policy/rms_norm.h"
#include "core/policy/torch_compat.h"

#include <ATen/ops/randn.h>

#include <gtest/gtest.h>

namespace rw {
namespace {

constexpr float kEpsilon = 1e-5F;

double largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// The same from LibTorch's operators.
at::Tensor plainRmsNorm(const at::Tensor& x, const at::Tensor& weight, double offset)
{
    return x * (x.square().mean(-1, true) + kEpsilon).rsqrt() * (weight + offset);
}

at::Tensor leaf(at::IntArrayRef shape)
{
    return at::randn(shape).requires_grad_(true);
}

TEST(RmsNorm, AndItsGradientsAreThoseOfLibTorchsOperators)
{
    // More rows than a block; widths with and without a rest behind the last vector.
    for (const std::int64_t size : {1, 7, 16, 45, 576}) {
        for (const double offset : {0.0, 1.0}) {
            const at::Tensor x = leaf({3, 50, size}), weight = leaf({size}), slope = at::randn({3, 50, size});
            const at::Tensor expected = plainRmsNorm(x, weight, offset);
            (expected * slope).sum().backward();
            const at::Tensor toX = x.grad().clone(), toWeight = weight.grad().clone();
            x.mutable_grad() = at::Tensor();
            weight.mutable_grad() = at::Tensor();

            const at::Tensor found = rmsNorm(x, weight, kEpsilon, offset);
            (found * slope).sum().backward();
            EXPECT_LT(largestDifference(found, expected), 1e-5);
            EXPECT_LT(largestDifference(x.grad(), toX), 1e-4 * toX.abs().max().item<double>());
            EXPECT_LT(largestDifference(weight.grad(), toWeight), 1e-4 * toWeight.abs().max().item<double>());
            const at::NoGradGuard noGrad;
            EXPECT_EQ(largestDifference(rmsNorm(x, weight, kEpsilon, offset), found), 0.0);
        }
    }
}

TEST(RmsNorm, LeavesAFrozenWeightWithoutGradient)
{
    const at::Tensor x = leaf({4, 9}), weight = at::ones({9});
    rmsNorm(x.t().contiguous().t(), weight, kEpsilon).square().sum().backward();
    EXPECT_TRUE(x.grad().defined());
    EXPECT_FALSE(weight.grad().defined());
}

} // namespace
} // namespace rw
