#include "core/policy/swiglu.h"
#include "core/policy/torch_compat.h"

#include <ATen/ops/randn.h>

#include <gtest/gtest.h>

namespace rw {
namespace {

double largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

TEST(SwiGlu, AndItsGradientsAreThoseOfLibTorchsOperators)
{
    for (const std::int64_t size : {1, 15, 16, 37, 40'000}) {
        const at::Tensor gate = at::randn({size}).mul(3).requires_grad_(true);
        const at::Tensor up = at::randn({size}).requires_grad_(true), slope = at::randn({size});
        const at::Tensor expected = at::silu(gate) * up;
        (expected * slope).sum().backward();
        const at::Tensor toGate = gate.grad().clone(), toUp = up.grad().clone();
        gate.mutable_grad() = at::Tensor();
        up.mutable_grad() = at::Tensor();

        const at::Tensor found = swiGlu(gate, up);
        (found * slope).sum().backward();
        EXPECT_LT(largestDifference(found, expected), 1e-5);
        EXPECT_LT(largestDifference(gate.grad(), toGate), 1e-5);
        EXPECT_LT(largestDifference(up.grad(), toUp), 1e-5);
        const at::NoGradGuard noGrad;
        EXPECT_EQ(largestDifference(swiGlu(gate, up), found), 0.0);
    }
}

TEST(SwiGlu, StaysFiniteFarFromZero)
{
    const at::Tensor gate = at::tensor({-1e4F, -90.0F, 90.0F, 1e4F}).requires_grad_(true);
    const at::Tensor found = swiGlu(gate, at::ones({4}));
    found.sum().backward();
    EXPECT_LT(largestDifference(found, at::tensor({0.0F, 0.0F, 90.0F, 1e4F})), 1e-3);
    EXPECT_LT(largestDifference(gate.grad(), at::tensor({0.0F, 0.0F, 1.0F, 1.0F})), 1e-3);
}

} // namespace
} // namespace rw
