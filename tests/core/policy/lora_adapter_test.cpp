#include "core/base/error.h"
#include "core/policy/lora_adapter.h"
#include "core/policy/torch_compat.h"
#include "core/policy/transformer.h"
#include "tests/core/policy/tiny_models.h"

#include <gmock/gmock.h>

namespace rw {
namespace {

using namespace rw::test;

at::Tensor someTokens()
{
    return at::tensor({3, 14, 15, 9, 26, 5, 35}, at::kLong).view({1, 7});
}

at::Tensor logitsOf(const Transformer& model)
{
    const at::NoGradGuard noGrad;
    return model.logits(model.hiddenStates(someTokens()));
}

double largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// Factors as after some training: B is no longer zero.
void makeLively(const LoraAdapter& adapter)
{
    double frequency = 0.7;
    for (const NamedTensor& factor : adapter.parameters()) {
        const at::Tensor waves =
            at::arange(factor.tensor.numel(), floatOptions(c10::kCPU)).mul(frequency).sin().mul(0.3);
        factor.tensor.detach().copy_(waves.view(factor.tensor.sizes()));
        frequency += 0.11;
    }
}

class Lora : public ::testing::Test
{
protected:
    Lora() { m_model.setAdapter(LoraAdapter(tinyConfig(), m_lora, 7, c10::kCPU)); }

    LoraConfig m_lora{.rank = 3, .alpha = 6.0F};
    const Transformer m_plain = livelyModel(tinyConfig(), 3);
    Transformer m_model = livelyModel(tinyConfig(), 3);
};

TEST_F(Lora, ChangesNothingBeforeItHasLearnt)
{
    EXPECT_EQ(largestDifference(logitsOf(m_model), logitsOf(m_plain)), 0.0);
}

TEST_F(Lora, SwitchedOffIsTheBaseExactly)
{
    makeLively(*m_model.adapter());
    EXPECT_GT(largestDifference(logitsOf(m_model), logitsOf(m_plain)), 0.01);
    EXPECT_EQ(largestDifference(logitsOf(m_model.base()), logitsOf(m_plain)), 0.0);
}

TEST_F(Lora, MergedComputesTheSame)
{
    makeLively(*m_model.adapter());
    const at::Tensor before = logitsOf(m_model);
    m_model.mergeAdapter();
    EXPECT_EQ(m_model.adapter(), nullptr);
    EXPECT_LT(largestDifference(logitsOf(m_model), before), 1e-5 * before.abs().max().item<double>());
    EXPECT_EQ(m_model.trainable().size(), m_model.parameters().size());
}

TEST_F(Lora, HasTwoFactorsForEachTarget)
{
    EXPECT_EQ(m_model.trainable().size(), 2U * 7U * 2U);
    EXPECT_EQ(m_model.trainable()[0].name, "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight");
    EXPECT_EQ(m_model.trainable()[1].tensor.sizes().vec(), (std::vector<std::int64_t>{24, 3}));
    const LoraAdapter some(tinyConfig(), {.rank = 2, .targets = {LoraTarget::Value, LoraTarget::Down}}, 1,
                           c10::kCPU);
    EXPECT_EQ(some.parameters().size(), 2U * 2U * 2U);
    EXPECT_TRUE(some.has(WeightRole::Down));
    EXPECT_FALSE(some.has(WeightRole::Query));
    EXPECT_EQ(some.at(1, WeightRole::Down).down.sizes().vec(), (std::vector<std::int64_t>{2, 20}));
}

TEST_F(Lora, StartsWithinTheBoundOfKaimingAndTheSameForASeed)
{
    const LoraAdapter again(tinyConfig(), m_lora, 7, c10::kCPU);
    const LoraAdapter other(tinyConfig(), m_lora, 8, c10::kCPU);
    const at::Tensor first = m_model.trainable()[0].tensor.detach();
    EXPECT_TRUE(first.equal(again.parameters()[0].tensor.detach()));
    EXPECT_FALSE(first.equal(other.parameters()[0].tensor.detach()));
    const double bound = 1.0 / std::sqrt(12.0);
    EXPECT_LE(first.abs().max().item<double>(), bound);
    EXPECT_GT(first.abs().max().item<double>(), 0.5 * bound);
    EXPECT_EQ(m_model.trainable()[1].tensor.abs().max().item<double>(), 0.0);
}

TEST_F(Lora, LearnsWhileTheBaseIsFrozen)
{
    makeLively(*m_model.adapter());
    m_model.logits(m_model.hiddenStates(someTokens())).square().sum().backward();
    for (const NamedTensor& factor : m_model.trainable())
        EXPECT_TRUE(factor.tensor.grad().defined()) << factor.name;
    for (const NamedTensor& parameter : m_model.parameters())
        EXPECT_FALSE(parameter.tensor.requires_grad()) << parameter.name;
}

TEST_F(Lora, GradientsAgreeWithFiniteDifferences)
{
    makeLively(*m_model.adapter());
    const auto loss = [&] { return m_model.logits(m_model.hiddenStates(someTokens())).sin().sum(); };
    loss().backward();
    const at::NoGradGuard noGrad;
    for (const NamedTensor& factor : m_model.trainable()) {
        const at::Tensor gradient = factor.tensor.grad();
        const double norm = gradient.norm().item<double>();
        ASSERT_GT(norm, 0.0) << factor.name;
        const double length = 2e-3 / std::max(1.0, norm);
        const at::Tensor weight = factor.tensor.detach();
        const at::Tensor before = weight.clone();
        weight.add_(gradient, length / norm);
        const double up = loss().item<double>();
        weight.copy_(before).sub_(gradient, length / norm);
        const double down = loss().item<double>();
        weight.copy_(before);
        EXPECT_NEAR((up - down) / (2 * length), norm, 0.03 * norm) << factor.name;
    }
}

TEST_F(Lora, ACopyIsIndependent)
{
    makeLively(*m_model.adapter());
    const Transformer copy = m_model.clone();
    const at::Tensor before = logitsOf(copy);
    for (const NamedTensor& factor : m_model.trainable())
        factor.tensor.detach().zero_();
    EXPECT_EQ(largestDifference(logitsOf(copy), before), 0.0);
    EXPECT_FALSE(copy.sharesWeights(m_model));
    EXPECT_TRUE(Transformer(m_model).sharesWeights(m_model));
}

TEST(LoraTargets, ThatAModelLacksAreRefused)
{
    ModelConfig config = tinyConfig();
    config.gatedFeedForward = false;
    EXPECT_THROW(LoraAdapter(config, {.rank = 2, .targets = {LoraTarget::Gate}}, 1, c10::kCPU), Error);
}

} // namespace
} // namespace rw
