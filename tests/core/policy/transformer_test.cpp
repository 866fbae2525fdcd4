#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/torch_compat.h"
#include "core/policy/transformer.h"
#include "tests/core/policy/tiny_models.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rw {
namespace {

using test::livelyModel;
using test::tinyConfig;

std::vector<ModelConfig> variants()
{
    ModelConfig untied = tinyConfig();
    untied.tieWordEmbeddings = false;
    ModelConfig oneKeyHead = tinyConfig();
    oneKeyHead.kvHeads = 1;
    oneKeyHead.headDim = 10;
    ModelConfig plain = tinyConfig();
    plain.kvHeads = 4;
    std::vector<ModelConfig> all = test::tinyArchitectures();
    all.insert(all.end(), {untied, oneKeyHead, plain});
    return all;
}

at::Tensor randomTokens(Rng& rng, at::IntArrayRef shape, int vocabulary)
{
    at::Tensor tokens = at::empty(shape, at::kLong);
    auto* values = tokens.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < tokens.numel(); ++i)
        values[i] = rng.between(0, vocabulary - 1);
    return tokens;
}

float largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<float>();
}

TEST(Transformer, StartsFromItsSeedAlone)
{
    const Transformer a(tinyConfig(), 5, c10::kCPU);
    const Transformer b(tinyConfig(), 5, c10::kCPU);
    const Transformer c(tinyConfig(), 6, c10::kCPU);
    for (std::size_t i = 0; i < a.parameters().size(); ++i)
        EXPECT_TRUE(a.parameters()[i].tensor.equal(b.parameters()[i].tensor)) << a.parameters()[i].name;
    EXPECT_FALSE(a.parameters()[0].tensor.equal(c.parameters()[0].tensor));
}

TEST(Transformer, CountsItsParameters)
{
    // 37*12 embedding, 2 layers of 2*12 + 24*12 + 2*12*12 + 12*24 + 3*20*12, final norm 12.
    EXPECT_EQ(Transformer(tinyConfig(), 1, c10::kCPU).parameterCount(),
              444 + 2 * (24 + 288 + 288 + 288 + 720) + 12);
}

TEST(Transformer, StartsWithNormsThatScaleByOneAndWithoutBiases)
{
    for (const ModelConfig& config : test::tinyArchitectures()) {
        const Transformer model(config, 3, c10::kCPU);
        const std::vector<WeightSpec> weights = decoderWeights(config);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const at::Tensor& weight = model.parameters()[i].tensor;
            if (isNormScale(weights[i].role))
                EXPECT_TRUE(weight.add(config.normOffset).eq(1.0).all().item<bool>()) << weights[i].name;
            else if (isBias(weights[i].role))
                EXPECT_TRUE(weight.eq(0.0).all().item<bool>()) << weights[i].name;
            else
                EXPECT_GT(weight.std().item<float>(), 0.001F) << weights[i].name;
        }
    }
}

TEST(Transformer, RefusesAnOddHeadWherePositionsTurn)
{
    ModelConfig odd = tinyConfig();
    odd.headDim = 5;
    EXPECT_THROW(Transformer(odd, 1, c10::kCPU), Error);
    EXPECT_NO_THROW(Transformer(test::tinyLearnedPositionsConfig(), 1, c10::kCPU));
}

TEST(Transformer, LooksAtNoLaterToken)
{
    for (const ModelConfig& config : test::tinyArchitectures()) {
        Rng rng(3);
        const Transformer model = livelyModel(config, 7);
        const at::NoGradGuard noGrad;
        const at::Tensor tokens = randomTokens(rng, {2, 9}, 37);
        at::Tensor changed = tokens.clone();
        changed.narrow(1, 6, 3).fill_(4);
        const at::Tensor a = model.hiddenStates(tokens).narrow(1, 0, 6);
        const at::Tensor b = model.hiddenStates(changed).narrow(1, 0, 6);
        EXPECT_LT(largestDifference(a, b), 1e-6F);
        EXPECT_GT(largestDifference(model.hiddenStates(tokens), model.hiddenStates(changed)), 1e-2F);
    }
}

TEST(Transformer, ASlidingLayerLosesSightOfTokensAWindowBack)
{
    ModelConfig config = test::tinySlidingConfig();
    config.layers = 1; // a second layer would see through the first
    config.slidingLayers = {true};
    Rng rng(3);
    const Transformer model = livelyModel(config, 7);
    const at::NoGradGuard noGrad;
    const at::Tensor tokens = randomTokens(rng, {1, 9}, 37);
    at::Tensor changed = tokens.clone();
    changed[0][2] = changed[0][2].item<std::int64_t>() == 4 ? 5 : 4;
    const at::Tensor difference =
        (model.hiddenStates(tokens) - model.hiddenStates(changed)).abs().amax(-1)[0];
    for (const std::int64_t seeing : {2, 3, 4, 5})
        EXPECT_GT(difference[seeing].item<float>(), 1e-4F) << seeing;
    for (const std::int64_t other : {0, 1, 6, 7, 8})
        EXPECT_EQ(difference[other].item<float>(), 0.0F) << other;
}

TEST(Transformer, GradientAgreesWithFiniteDifferences)
{
    for (ModelConfig config : test::tinyArchitectures()) {
        Rng rng(11);
        config.tieWordEmbeddings = false;
        const Transformer model = livelyModel(config, 21);
        const at::Tensor tokens = randomTokens(rng, {2, 5}, 37);
        const at::Tensor direction = model.hiddenStates(tokens).detach().sin();
        const auto loss = [&] {
            return (model.logits(model.hiddenStates(tokens)).tanh().sum(-1) * 0.1).sum() +
                   (model.hiddenStates(tokens) * direction).sum();
        };
        loss().backward();
        for (const NamedTensor& parameter : model.parameters()) {
            // Along the gradient itself the slope is its squared norm: the strongest signal over rounding.
            const at::NoGradGuard noGrad;
            const at::Tensor gradient = parameter.tensor.grad().clone();
            const double norm = gradient.norm().item<double>();
            if (config.positions == PositionKind::Learned && parameter.name.ends_with("k_proj.bias")) {
                EXPECT_LT(norm, 1e-5) << "unturned keys all score the same more or less by it";
                continue;
            }
            ASSERT_GT(norm, 0.0) << parameter.name;
            const double step = 1e-2 / std::max(1.0, norm);
            const at::Tensor weight = parameter.tensor.detach();
            const at::Tensor before = weight.clone();
            weight.add_(gradient, step / norm);
            const double up = loss().item<double>();
            weight.copy_(before).sub_(gradient, step / norm);
            const double down = loss().item<double>();
            weight.copy_(before);
            EXPECT_NEAR((up - down) / (2 * step), norm, 0.02 * norm) << parameter.name;
        }
    }
}

/// answerStates() against hiddenStates() of each prompt and answer joined.
TEST(Transformer, AnswerStatesEqualThoseOfJoinedSequences)
{
    for (const ModelConfig& config : variants()) {
        Rng rng(17);
        const Transformer model = livelyModel(config, 31);
        const std::vector<std::int64_t> promptLengths{5, 3, 7};
        constexpr std::int64_t kAnswers = 4, kTokens = 6, kPrompt = 7;
        GroupBatch batch;
        batch.promptTokens = randomTokens(rng, {3, kPrompt}, config.vocabSize);
        batch.promptMask = at::zeros({3, kPrompt}, at::kBool);
        for (std::int64_t group = 0; group < 3; ++group) {
            const std::int64_t length = promptLengths[static_cast<std::size_t>(group)];
            batch.promptMask[group].narrow(0, kPrompt - length, length).fill_(true);
        }
        batch.promptTokens.mul_(batch.promptMask);
        batch.answerTokens = randomTokens(rng, {3, kAnswers, kTokens}, config.vocabSize);
        batch.answerMask = at::ones({3, kAnswers, kTokens}, at::kBool);

        const at::NoGradGuard noGrad;
        const at::Tensor states = model.answerStates(batch);
        ASSERT_EQ(states.sizes(), (std::vector<std::int64_t>{3, kAnswers, kTokens, config.hiddenSize}));
        for (std::int64_t group = 0; group < 3; ++group) {
            const std::int64_t length = promptLengths[static_cast<std::size_t>(group)];
            for (std::int64_t answer = 0; answer < kAnswers; ++answer) {
                const at::Tensor prompt = batch.promptTokens[group].narrow(0, kPrompt - length, length);
                const at::Tensor joined =
                    at::cat(at::TensorList{prompt, batch.answerTokens[group][answer]}).unsqueeze(0);
                const at::Tensor expected = model.hiddenStates(joined)[0].narrow(0, length - 1, kTokens);
                EXPECT_LT(largestDifference(states[group][answer], expected), 2e-5F);
            }
        }
    }
}

TEST(Transformer, SharedPromptGetsTheGradientOfAllItsAnswers)
{
    Rng rng(5);
    const Transformer shared = livelyModel(tinyConfig(), 3);
    const Transformer joined = livelyModel(tinyConfig(), 3);
    GroupBatch batch;
    batch.promptTokens = randomTokens(rng, {1, 4}, 37);
    batch.promptMask = at::ones({1, 4}, at::kBool);
    batch.answerTokens = randomTokens(rng, {1, 3, 5}, 37);
    batch.answerMask = at::ones({1, 3, 5}, at::kBool);
    shared.logits(shared.answerStates(batch)).logsumexp(-1).sum().backward();

    const at::Tensor sequences =
        at::cat(at::TensorList{batch.promptTokens.expand({3, 4}), batch.answerTokens[0]}, 1);
    joined.logits(joined.hiddenStates(sequences).narrow(1, 3, 5)).logsumexp(-1).sum().backward();
    for (std::size_t i = 0; i < shared.parameters().size(); ++i) {
        const at::Tensor expected = joined.parameters()[i].tensor.grad();
        EXPECT_LT(largestDifference(shared.parameters()[i].tensor.grad(), expected),
                  1e-4F * std::max(1.0F, expected.abs().max().item<float>()))
            << shared.parameters()[i].name;
    }
}

TEST(Transformer, CloneStaysWhenTheOriginalMoves)
{
    const Transformer model(tinyConfig(), 9, c10::kCPU);
    const Transformer copy = model.clone();
    const at::Tensor before = copy.parameters()[3].tensor.clone();
    model.parameters()[3].tensor.detach().add_(1.0);
    EXPECT_TRUE(copy.parameters()[3].tensor.equal(before));
    EXPECT_FALSE(copy.parameters()[3].tensor.requires_grad());
    EXPECT_TRUE(model.parameters()[3].tensor.requires_grad());
}

TEST(Transformer, SequenceLogprobsAreThoseOfTheSoftmax)
{
    const Transformer model = livelyModel(tinyConfig(), 2);
    const std::vector<std::int32_t> tokens{3, 8, 1, 30};
    const std::vector<float> logprobs = sequenceLogprobs(model, tokens);
    ASSERT_EQ(logprobs.size(), 3U);
    const at::NoGradGuard noGrad;
    const at::Tensor ids = at::tensor({3, 8, 1, 30}, at::kLong).unsqueeze(0);
    const at::Tensor all = model.logits(model.hiddenStates(ids))[0].log_softmax(-1);
    EXPECT_NEAR(logprobs[0], all[0][8].item<float>(), 1e-5F);
    EXPECT_NEAR(logprobs[1], all[1][1].item<float>(), 1e-5F);
    EXPECT_NEAR(logprobs[2], all[2][30].item<float>(), 1e-5F);
    EXPECT_TRUE(sequenceLogprobs(model, std::vector<std::int32_t>{3}).empty());
}

} // namespace
} // namespace rw
