// The lean path against the plain one, which builds all logits, and against finite differences.
#include "core/policy/torch_compat.h"
#include "core/training/token_logprobs.h"

#include <ATen/ops/log_softmax.h>

#include <gtest/gtest.h>

namespace rw {
namespace {

/// More rows than a block, so that blocks meet.
constexpr std::int64_t kRows = 2 * kLogitRowsAtOnce + 37;
constexpr std::int64_t kHidden = 7;
constexpr std::int64_t kVocabulary = 53;

/// Values that look random and are the same everywhere.
at::Tensor made(at::IntArrayRef shape, double frequency, double size)
{
    std::int64_t count = 1;
    for (const std::int64_t side : shape)
        count *= side;
    return at::arange(count, floatOptions(c10::kCPU)).mul(frequency).sin().mul(size).view(shape);
}

struct Inputs
{
    at::Tensor hidden = made({kRows, kHidden}, 1.7, 1.2).set_requires_grad(true);
    at::Tensor head = made({kVocabulary, kHidden}, 2.3, 1.1).set_requires_grad(true);
    TokenQuery query;

    explicit Inputs(double softcap)
    {
        query.tokens = at::arange(kRows, at::TensorOptions().dtype(at::kLong)).mul(31).remainder(kVocabulary);
        query.temperature = made({kRows}, 0.9, 0.4).add(1.0);
        query.softcap = softcap;
    }
};

TokenLogprobs plainLogprobs(const Inputs& inputs)
{
    at::Tensor logits = at::linear(inputs.hidden, inputs.head);
    if (inputs.query.softcap > 0.0)
        logits = logits.div(inputs.query.softcap).tanh().mul(inputs.query.softcap);
    const at::Tensor all = at::log_softmax(logits.div(inputs.query.temperature.unsqueeze(1)), 1);
    return {all.gather(1, inputs.query.tokens.unsqueeze(1)).squeeze(1), all.exp().mul(all).sum(1).neg()};
}

/// Something whose gradient differs from row to row.
at::Tensor lossOf(const at::Tensor& chosen)
{
    return chosen.mul(made({kRows}, 0.37, 1.0)).sum();
}

double largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// Which way is taken: with a softcap or without, logits kept for the backward pass or computed again.
struct Way
{
    const char* name;
    double softcap;
    std::int64_t mostKept;
};

class LeanLogprobs : public ::testing::TestWithParam<Way>
{
protected:
    Inputs m_inputs{GetParam().softcap};

    TokenLogprobs lean() const
    {
        return tokenLogprobs(m_inputs.hidden, m_inputs.head, m_inputs.query, GetParam().mostKept);
    }
};

TEST_P(LeanLogprobs, AreThoseOfThePlainPath)
{
    const TokenLogprobs plain = plainLogprobs(m_inputs);
    const TokenLogprobs found = lean();
    EXPECT_LT(largestDifference(found.chosen, plain.chosen), 1e-5);
    EXPECT_LT(largestDifference(found.entropy, plain.entropy), 1e-5);
    const at::NoGradGuard noGrad;
    const TokenLogprobs again = lean();
    EXPECT_EQ(largestDifference(again.chosen, found.chosen), 0.0);
    EXPECT_EQ(largestDifference(again.entropy, found.entropy), 0.0);
}

TEST_P(LeanLogprobs, HaveTheGradientOfThePlainPath)
{
    lossOf(plainLogprobs(m_inputs).chosen).backward();
    const at::Tensor hidden = m_inputs.hidden.grad().clone(), head = m_inputs.head.grad().clone();
    m_inputs.hidden.mutable_grad() = at::Tensor();
    m_inputs.head.mutable_grad() = at::Tensor();
    lossOf(lean().chosen).backward();
    EXPECT_LT(largestDifference(m_inputs.hidden.grad(), hidden), 1e-5);
    EXPECT_LT(largestDifference(m_inputs.head.grad(), head), 1e-4 * head.abs().max().item<double>());
}

TEST_P(LeanLogprobs, HaveTheGradientOfFiniteDifferences)
{
    lossOf(lean().chosen).backward();
    const at::NoGradGuard noGrad;
    for (const at::Tensor& input : {m_inputs.hidden, m_inputs.head}) {
        const at::Tensor gradient = input.grad();
        const double norm = gradient.norm().item<double>();
        ASSERT_GT(norm, 0.0);
        const double length = 1e-2;
        const at::Tensor weight = input.detach();
        const at::Tensor before = weight.clone();
        weight.add_(gradient, length / norm);
        const double up = lossOf(lean().chosen).item<double>();
        weight.copy_(before).sub_(gradient, length / norm);
        const double down = lossOf(lean().chosen).item<double>();
        weight.copy_(before);
        EXPECT_NEAR((up - down) / (2 * length), norm, 0.01 * norm);
    }
}

TEST_P(LeanLogprobs, LeaveAFrozenHeadWithoutGradient)
{
    m_inputs.head.set_requires_grad(false);
    lossOf(lean().chosen).backward();
    EXPECT_TRUE(m_inputs.hidden.grad().defined());
    EXPECT_FALSE(m_inputs.head.grad().defined());
}

INSTANTIATE_TEST_SUITE_P(Ways, LeanLogprobs,
                         ::testing::Values(Way{"Kept", 0.0, kLogitsKept}, Way{"ComputedAgain", 0.0, 0},
                                           Way{"Softcap", 2.5, kLogitsKept}),
                         [](const auto& way) { return way.param.name; });

TEST(LogprobsOfImpossibleTokens, StayFinite)
{
    const at::Tensor hidden = at::tensor({1.0F, 0.0F}).view({1, 2});
    const at::Tensor head = at::tensor({400.0F, 0.0F, -400.0F, 0.0F}).view({2, 2});
    const TokenQuery query{at::ones({1}, at::kLong), at::ones({1}), 0.0};
    const TokenLogprobs found = tokenLogprobs(hidden, head, query);
    EXPECT_NEAR(found.chosen.item<double>(), -800.0, 1e-3);
    EXPECT_NEAR(found.entropy.item<double>(), 0.0, 1e-6);
}

} // namespace
} // namespace rw
