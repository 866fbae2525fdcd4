#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/generator.h"
#include "core/policy/torch_compat.h"
#include "core/policy/torch_generator.h"
#include "tests/core/policy/tiny_models.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>

namespace rw {
namespace {

using test::livelyModel;
using test::tinyConfig;
using Answers = std::vector<std::vector<GeneratedAnswer>>;

GenerationRequest request(std::uint64_t key, int promptTokens, int samples, int newTokens)
{
    GenerationRequest request;
    request.promptKey = key;
    Rng rng(key);
    for (int i = 0; i < promptTokens; ++i)
        request.promptTokens.push_back(rng.between(0, 36));
    request.params.samples = samples;
    request.params.maxNewTokens = newTokens;
    return request;
}

Answers generateAll(Generator& generator, const std::vector<GenerationRequest>& requests)
{
    const std::atomic<bool> never = false;
    return generator.generate(requests, {}, never);
}

bool sameBits(const std::vector<TokenTrace>& a, const std::vector<TokenTrace>& b)
{
    return a == b; // no NaN among them: equal floats are equal bits, but for the sign of 0
}

/// Both generators, on the CPU.
class EveryGenerator : public testing::TestWithParam<bool>
{
protected:
    static std::unique_ptr<Generator> make(const Transformer& model)
    {
        at::set_num_threads(2);
        auto generator = GetParam() ? makeTorchGenerator(model.config(), c10::kCPU)
                                    : makeGenerator(model.config(), c10::kCPU);
        generator->loadWeights(model);
        return generator;
    }
};

INSTANTIATE_TEST_SUITE_P(Generators, EveryGenerator, testing::Bool(), [](const auto& generator) {
    return std::string(generator.param ? "Torch" : "Cpu");
});

/// The log-softmax row after each token of prompt and answer, from the full forward pass.
at::Tensor fullLogprobs(const Transformer& model, const GenerationRequest& request,
                        const GeneratedAnswer& answer, float temperature)
{
    const at::NoGradGuard noGrad;
    std::vector<std::int64_t> ids(request.promptTokens.begin(), request.promptTokens.end());
    for (const TokenTrace& trace : answer.tokens)
        ids.push_back(trace.token);
    const at::Tensor tokens = at::tensor(at::ArrayRef<std::int64_t>(ids), at::kLong).unsqueeze(0);
    const at::Tensor logits = model.logits(model.hiddenStates(tokens)).squeeze(0);
    return logits.div(temperature)
        .log_softmax(-1)
        .narrow(0, static_cast<std::int64_t>(request.promptTokens.size()) - 1,
                static_cast<std::int64_t>(answer.tokens.size()));
}

std::vector<ModelConfig> variants()
{
    ModelConfig untied = tinyConfig();
    untied.tieWordEmbeddings = false;
    untied.stopIds = {};
    ModelConfig oneKeyHead = tinyConfig();
    oneKeyHead.kvHeads = 1;
    oneKeyHead.headDim = 18;
    std::vector<ModelConfig> all{tinyConfig(), untied, oneKeyHead};
    for (const ModelConfig& config : test::tinyArchitectures())
        all.push_back(config);
    return all;
}

TEST_P(EveryGenerator, SampledTokensHaveTheLogprobsOfTheFullForward)
{
    for (const ModelConfig& config : variants()) {
        const Transformer model = livelyModel(config, 8);
        const auto generator = make(model);
        std::vector<GenerationRequest> requests = {request(1, 5, 4, 30), request(2, 17, 3, 40),
                                                   request(3, 1, 6, 7)};
        requests[1].params.temperature = 0.7F;
        const Answers answers = generateAll(*generator, requests);
        for (std::size_t r = 0; r < requests.size(); ++r) {
            for (const GeneratedAnswer& answer : answers[r]) {
                const float temperature = requests[r].params.temperature;
                const at::Tensor expected = fullLogprobs(model, requests[r], answer, temperature);
                for (std::size_t t = 0; t < answer.tokens.size(); ++t) {
                    const TokenTrace& trace = answer.tokens[t];
                    const at::Tensor row = expected[static_cast<std::int64_t>(t)];
                    ASSERT_NEAR(trace.logprob, row[trace.token].item<float>(), 1e-4F) << r << " at " << t;
                    ASSERT_NEAR(trace.entropy, -row.exp().mul(row).sum().item<float>(), 1e-3F);
                    ASSERT_NEAR(trace.likeliest[0].logprob, row.max().item<float>(), 1e-4F);
                }
            }
        }
    }
}

TEST_P(EveryGenerator, GreedyAnswersFollowTheFullForward)
{
    const Transformer model = livelyModel(tinyConfig(), 4);
    const auto generator = make(model);
    GenerationRequest greedy = request(5, 9, 1, 40);
    greedy.params.temperature = 0.0F;
    const Answers answers = generateAll(*generator, {greedy});
    const at::Tensor best = fullLogprobs(model, greedy, answers[0][0], 1.0F).argmax(-1);
    ASSERT_GT(answers[0][0].tokens.size(), 1U);
    for (std::size_t t = 0; t < answers[0][0].tokens.size(); ++t)
        EXPECT_EQ(answers[0][0].tokens[t].token, best[static_cast<std::int64_t>(t)].item<std::int64_t>())
            << t;
}

TEST_P(EveryGenerator, EndsAtTheStopTokenOrAtTheLengthAskedFor)
{
    const auto generator = make(livelyModel(tinyConfig(), 6));
    const GenerationRequest asked = request(1, 6, 40, 25);
    const Answers answers = generateAll(*generator, {asked});
    std::array<int, 2> ends{};
    for (const GeneratedAnswer& answer : answers[0]) {
        for (std::size_t t = 0; t + 1 < answer.tokens.size(); ++t)
            EXPECT_NE(answer.tokens[t].token, 1) << "a stop token in the middle";
        const bool stopped = answer.tokens.back().token == 1;
        EXPECT_EQ(answer.finish, stopped ? FinishReason::Stop : FinishReason::Length);
        EXPECT_TRUE(stopped || answer.tokens.size() == 25U) << answer.tokens.size();
        ++ends[stopped ? 1 : 0];
    }
    EXPECT_GT(ends[0], 0);
    EXPECT_GT(ends[1], 0);
}

TEST_P(EveryGenerator, RunsOnPastStopTokensWhereAsked)
{
    const auto generator = make(livelyModel(tinyConfig(), 6));
    GenerationRequest asked = request(1, 6, 40, 25);
    asked.stopsAtStopIds = false;
    const Answers answers = generateAll(*generator, {asked});
    for (const GeneratedAnswer& answer : answers[0])
        EXPECT_EQ(answer.tokens.size(), 25U);
}

TEST_P(EveryGenerator, EndsWhereTheContextDoes)
{
    const auto generator = make(livelyModel(variants()[1], 6)); // no stop token, 64 positions
    const Answers answers = generateAll(*generator, {request(1, 60, 2, 25)});
    EXPECT_EQ(answers[0][0].tokens.size(), 4U);
    EXPECT_EQ(answers[0][1].finish, FinishReason::Length);
    EXPECT_THROW(generateAll(*generator, {request(1, 64, 2, 25)}), UsageError);
}

TEST_P(EveryGenerator, SameSeedSameAnswers)
{
    const Transformer model = livelyModel(tinyConfig(), 2);
    const auto first = make(model);
    const auto second = make(model);
    std::vector<GenerationRequest> requests = {request(1, 5, 6, 20), request(2, 8, 6, 20)};
    const Answers a = generateAll(*first, requests), again = generateAll(*first, requests),
                  b = generateAll(*second, requests);
    requests[0].params.seed = 2;
    const Answers other = generateAll(*first, requests);
    bool differs = false;
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_TRUE(sameBits(a[0][i].tokens, again[0][i].tokens));
        EXPECT_TRUE(sameBits(a[1][i].tokens, b[1][i].tokens));
        differs |= !sameBits(a[0][i].tokens, other[0][i].tokens);
    }
    EXPECT_TRUE(differs);
}

TEST_P(EveryGenerator, UsesTheWeightsLoadedLast)
{
    const Transformer before = livelyModel(tinyConfig(), 2), after = livelyModel(tinyConfig(), 3);
    const auto generator = make(before);
    const Answers old = generateAll(*generator, {request(1, 5, 2, 20)});
    before.parameters()[0].tensor.detach().add_(
        1.0); // a step of training: not taken over before it is loaded
    EXPECT_TRUE(sameBits(generateAll(*generator, {request(1, 5, 2, 20)})[0][1].tokens, old[0][1].tokens));
    generator->loadWeights(after);
    const auto fresh = make(after);
    EXPECT_TRUE(sameBits(generateAll(*generator, {request(1, 5, 2, 20)})[0][1].tokens,
                         generateAll(*fresh, {request(1, 5, 2, 20)})[0][1].tokens));
}

TEST_P(EveryGenerator, TellsEveryStepWhatItDrew)
{
    const auto generator = make(livelyModel(tinyConfig(), 6));
    const std::vector<GenerationRequest> requests = {request(1, 5, 4, 20), request(2, 8, 3, 12)};
    Answers seen(2);
    seen[0].resize(4);
    seen[1].resize(3);
    std::size_t steps = 0;
    const std::atomic<bool> never = false;
    const Answers answers = generator->generate(
        requests,
        [&](std::span<const DrawnToken> drawn) {
            for (const DrawnToken& token : drawn) {
                GeneratedAnswer& answer =
                    seen[static_cast<std::size_t>(token.request)][static_cast<std::size_t>(token.answer)];
                EXPECT_EQ(answer.tokens.size(), steps) << "an unfinished answer missed a step";
                answer.tokens.push_back(token.trace);
                if (token.finished)
                    answer.finish = token.finish;
            }
            ++steps;
        },
        never);
    for (std::size_t r = 0; r < answers.size(); ++r) {
        for (std::size_t a = 0; a < answers[r].size(); ++a) {
            EXPECT_TRUE(sameBits(answers[r][a].tokens, seen[r][a].tokens));
            EXPECT_EQ(answers[r][a].finish, seen[r][a].finish);
        }
    }
}

TEST_P(EveryGenerator, CancelEndsWithinAStepAndKeepsWhatIsWritten)
{
    const auto generator = make(livelyModel(variants()[1], 6)); // no stop token
    std::atomic<bool> cancel = false;
    int steps = 0;
    const std::vector<GenerationRequest> requests = {request(1, 5, 3, 50)};
    const Answers answers = generator->generate(
        requests, [&](std::span<const DrawnToken>) { cancel = ++steps == 7; }, cancel);
    EXPECT_EQ(steps, 7);
    for (const GeneratedAnswer& answer : answers[0]) {
        EXPECT_EQ(answer.tokens.size(), 7U);
        EXPECT_EQ(answer.finish, FinishReason::Cancelled);
    }
    cancel = true;
    const Answers none = generator->generate(requests, {}, cancel);
    ASSERT_EQ(none[0].size(), 3U);
    EXPECT_TRUE(none[0][0].tokens.empty());
    EXPECT_EQ(none[0][0].finish, FinishReason::Cancelled);
}

TEST_P(EveryGenerator, RefusesPromptsThatMakeNoSense)
{
    const auto generator = make(livelyModel(tinyConfig(), 6));
    GenerationRequest empty = request(1, 0, 2, 5), foreign = request(1, 3, 2, 5), negative = foreign;
    foreign.promptTokens[1] = 37;
    negative.promptTokens[2] = -1;
    for (const GenerationRequest& bad : {empty, foreign, negative})
        EXPECT_THROW(generateAll(*generator, {bad}), UsageError);
}

// ---- what only the CPU generator promises ---------------------------------------------------------------

std::unique_ptr<Generator> cpuGenerator(const Transformer& model)
{
    at::set_num_threads(2);
    auto generator = makeGenerator(model.config(), c10::kCPU);
    generator->loadWeights(model);
    return generator;
}

TEST(CpuGenerator, AnAnswerIsBitEqualForEveryBatchSize)
{
    for (const ModelConfig& config : test::tinyArchitectures()) {
        const auto generator = cpuGenerator(livelyModel(config, 12));
        const Answers forty = generateAll(*generator, {request(3, 19, 40, 30)});
        for (int samples = 1; samples < 40; ++samples) {
            const Answers fewer = generateAll(*generator, {request(3, 19, samples, 30)});
            for (std::size_t i = 0; i < fewer[0].size(); ++i)
                ASSERT_TRUE(sameBits(fewer[0][i].tokens, forty[0][i].tokens)) << samples << " answers, " << i;
        }
    }
}

TEST(CpuGenerator, AnAnswerIsBitEqualAmongOtherRequests)
{
    const auto generator = cpuGenerator(livelyModel(tinyConfig(), 12));
    std::vector<GenerationRequest> many;
    for (std::uint64_t i = 0; i < 9; ++i)
        many.push_back(request(i + 1, 3 + static_cast<int>(i) * 5, 11, 10 + static_cast<int>(i)));
    const Answers together = generateAll(*generator, many);
    for (std::size_t r = 0; r < many.size(); ++r) {
        const Answers alone = generateAll(*generator, {many[r]});
        for (std::size_t i = 0; i < alone[0].size(); ++i)
            ASSERT_TRUE(sameBits(alone[0][i].tokens, together[r][i].tokens)) << r << ", " << i;
    }
}

TEST(CpuGenerator, ThreadsChangeNothing)
{
    const auto generator = cpuGenerator(livelyModel(tinyConfig(), 12));
    const std::vector<GenerationRequest> requests = {request(3, 60, 40, 4), request(4, 9, 40, 30)};
    const Answers two = generateAll(*generator, requests);
    at::set_num_threads(1);
    const Answers one = generateAll(*generator, requests);
    at::set_num_threads(2);
    for (std::size_t r = 0; r < two.size(); ++r) {
        for (std::size_t i = 0; i < two[r].size(); ++i)
            ASSERT_TRUE(sameBits(one[r][i].tokens, two[r][i].tokens)) << r << ", " << i;
    }
}

TEST(CpuGenerator, MoreAnswersThanGoInOneBatchAreTheSame)
{
    const auto generator = cpuGenerator(livelyModel(tinyConfig(), 12));
    std::vector<GenerationRequest> many;
    for (std::uint64_t i = 0; i < 12; ++i)
        many.push_back(request(i + 1, 6, 50, 6));
    const Answers together = generateAll(*generator, many);
    const Answers alone = generateAll(*generator, {many[11]});
    for (std::size_t i = 0; i < alone[0].size(); ++i)
        ASSERT_TRUE(sameBits(alone[0][i].tokens, together[11][i].tokens)) << i;
}

TEST(CpuGenerator, RefusesTheWeightsOfAnotherModel)
{
    const auto generator = makeGenerator(tinyConfig(), c10::kCPU);
    EXPECT_THROW(generator->loadWeights(livelyModel(variants()[1], 1)), Error);
}

} // namespace
} // namespace rw
