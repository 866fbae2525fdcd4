#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/policy/sampler.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace rw {
namespace {

/// Logits whose softmax is `probabilities`, in no order, shifted so that nobody relies on a zero.
std::vector<float> logitsOf(const std::vector<double>& probabilities)
{
    std::vector<float> logits;
    for (const double p : probabilities)
        logits.push_back(static_cast<float>(std::log(p) + 3.0));
    return logits;
}

const std::vector<double> kFive = {0.1, 0.4, 0.05, 0.25, 0.2};

std::vector<int> countDraws(const std::vector<float>& logits, const SamplingParams& params, int draws)
{
    Sampler sampler;
    std::vector<int> counts(logits.size());
    for (int i = 0; i < draws; ++i) {
        const double uniform = sampleUniform(7, 99, static_cast<std::uint32_t>(i), 0);
        ++counts[static_cast<std::size_t>(sampler.draw(logits, params, uniform).token)];
    }
    return counts;
}

/// Pearson's statistic against exact probabilities; cells of probability 0 must be empty.
double chiSquare(const std::vector<int>& counts, const std::vector<double>& probabilities)
{
    const double total = std::accumulate(counts.begin(), counts.end(), 0);
    double sum = 0.0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double expected = total * probabilities[i];
        if (expected == 0.0)
            EXPECT_EQ(counts[i], 0) << i;
        else
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
}

// 0.999 quantile of chi-square with 4 degrees of freedom; the seeds are fixed.
constexpr double kCritical4 = 18.47;

std::vector<double> normalised(std::vector<double> values)
{
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    for (double& value : values)
        value /= sum;
    return values;
}

TEST(Sampler, DrawsFromTheSoftmax)
{
    EXPECT_LT(chiSquare(countDraws(logitsOf(kFive), {}, 20000), kFive), kCritical4);
}

TEST(Sampler, TemperatureSharpensAndFlattens)
{
    for (const float temperature : {0.5F, 2.0F}) {
        std::vector<double> expected;
        for (const double p : kFive)
            expected.push_back(std::pow(p, 1.0 / static_cast<double>(temperature)));
        SamplingParams params;
        params.temperature = temperature;
        EXPECT_LT(chiSquare(countDraws(logitsOf(kFive), params, 20000), normalised(expected)), kCritical4);
    }
}

struct Truncation
{
    SamplingParams params;
    std::vector<double> kept; ///< probabilities left, before they are scaled to sum to 1
};

SamplingParams truncating(int topK, float topP, float minP, float temperature = 1.0F)
{
    SamplingParams params;
    params.topK = topK;
    params.topP = topP;
    params.minP = minP;
    params.temperature = temperature;
    return params;
}

TEST(Sampler, TruncatesAsTransformersDoes)
{
    const std::vector<Truncation> cases = {
        {truncating(1, 1.0F, 0.0F), {0, 0.4, 0, 0, 0}},
        {truncating(3, 1.0F, 0.0F), {0, 0.4, 0, 0.25, 0.2}},
        {truncating(9, 1.0F, 0.0F), kFive},
        {truncating(0, 0.5F, 0.0F), {0, 0.4, 0, 0.25, 0}},     // 0.4 is short of 0.5, so the next stays
        {truncating(0, 0.1F, 0.0F), {0, 0.4, 0, 0, 0}},        // one always stays
        {truncating(0, 0.9F, 0.0F), {0.1, 0.4, 0, 0.25, 0.2}}, // 0.85 is short of 0.9
        {truncating(0, 1.0F, 0.4F), {0, 0.4, 0, 0.25, 0.2}},   // at least 0.16
        {truncating(0, 1.0F, 1.0F), {0, 0.4, 0, 0, 0}},
        {truncating(3, 0.7F, 0.0F), {0, 0.4, 0, 0.25, 0}},     // of 0.85: 0.47, 0.76
        {truncating(4, 0.9F, 0.6F), {0, 0.4, 0, 0.25, 0}},     // top-p keeps four of them, min-p two
        {truncating(0, 0.5F, 0.0F, 0.25F), {0, 0.4, 0, 0, 0}}, // temperature first: 0.0256 of 0.0313
    };
    for (const Truncation& truncation : cases) {
        std::vector<double> kept = truncation.kept;
        for (double& p : kept)
            p = p == 0.0 ? 0.0 : std::pow(p, 1.0 / static_cast<double>(truncation.params.temperature));
        EXPECT_LT(chiSquare(countDraws(logitsOf(kFive), truncation.params, 4000), normalised(kept)),
                  kCritical4)
            << "top-k " << truncation.params.topK << ", top-p " << truncation.params.topP << ", min-p "
            << truncation.params.minP;
    }
}

TEST(Sampler, TopPKeepsTheRightMassOfALargeFlatVocabulary)
{
    // Slightly falling probabilities: the cut lies far behind what is sorted first.
    std::vector<float> logits(2000);
    for (std::size_t i = 0; i < logits.size(); ++i)
        logits[(i * 7) % logits.size()] = -0.0005F * static_cast<float>(i);
    double total = 0.0, before = 0.0;
    for (std::size_t i = 0; i < logits.size(); ++i)
        total += std::exp(-0.0005 * static_cast<double>(i));
    std::size_t kept = 0;
    for (; before < 0.6 * total; ++kept)
        before += std::exp(-0.0005 * static_cast<double>(kept));
    Sampler sampler;
    const TokenTrace best = sampler.draw(logits, truncating(0, 0.6F, 0.0F), 0.0);
    EXPECT_NEAR(std::exp(static_cast<double>(best.likeliest[0].logprob)), 1.0 / before,
                2.0 / (before * before));
    int largestRank = 0;
    for (std::uint32_t i = 0; i < 3000; ++i)
        largestRank = std::max(
            largestRank, sampler.draw(logits, truncating(0, 0.6F, 0.0F), sampleUniform(1, 2, i, 0)).rank);
    EXPECT_LE(largestRank, static_cast<int>(kept) + 1);
    EXPECT_GE(largestRank, static_cast<int>(kept) - 10);
}

TEST(Sampler, TellsWhatItKnew)
{
    Sampler sampler;
    // In order of ids the cumulative sums are 0.1, 0.5, 0.55, 0.8, 1.
    const TokenTrace trace = sampler.draw(logitsOf(kFive), {}, 0.6);
    EXPECT_EQ(trace.token, 3);
    EXPECT_EQ(trace.rank, 2);
    EXPECT_NEAR(trace.logprob, std::log(0.25), 1e-5);
    double entropy = 0.0;
    for (const double p : kFive)
        entropy -= p * std::log(p);
    EXPECT_NEAR(trace.entropy, entropy, 1e-5);
    const std::vector<int> order = {1, 3, 4, 0, 2};
    for (std::size_t i = 0; i < 5; ++i) {
        EXPECT_EQ(trace.likeliest[i].token, order[i]);
        EXPECT_NEAR(trace.likeliest[i].logprob, std::log(kFive[static_cast<std::size_t>(order[i])]), 1e-5);
    }
    EXPECT_EQ(sampler.draw(logitsOf(kFive), {}, 0.52).rank, 5);
}

TEST(Sampler, TellsOfTheTruncatedDistribution)
{
    Sampler sampler;
    const TokenTrace trace = sampler.draw(logitsOf(kFive), truncating(2, 1.0F, 0.0F), 0.99);
    const double first = 0.4 / 0.65, second = 0.25 / 0.65;
    EXPECT_EQ(trace.token, 3);
    EXPECT_NEAR(trace.logprob, std::log(second), 1e-5);
    EXPECT_NEAR(trace.entropy, -first * std::log(first) - second * std::log(second), 1e-5);
    EXPECT_EQ(trace.likeliest[1].token, 3);
    EXPECT_EQ(trace.likeliest[2].token, -1);
}

TEST(Sampler, RanksBeyondTheFifthAndAmongEquals)
{
    std::vector<float> logits(600, 0.0F);
    logits[590] = 0.5F;
    logits[10] = -0.5F;
    Sampler sampler;
    // The first id has rank 2: behind 590, before its equals.
    EXPECT_EQ(sampler.draw(logits, {}, 0.0).rank, 2);
    const TokenTrace last = sampler.draw(logits, {}, 1.0 - 1e-16);
    EXPECT_EQ(last.token, 599);
    EXPECT_EQ(last.rank, 599);
}

TEST(Sampler, TakesTheLikeliestAtTemperatureZero)
{
    Sampler sampler;
    SamplingParams params;
    params.temperature = 0.0F;
    params.topK = 1; // truncates nothing of what is shown
    const TokenTrace trace = sampler.draw(logitsOf(kFive), params, 0.999);
    EXPECT_EQ(trace.token, 1);
    EXPECT_EQ(trace.rank, 1);
    EXPECT_EQ(trace.logprob, 0.0F);
    EXPECT_EQ(trace.entropy, 0.0F);
    EXPECT_NEAR(trace.likeliest[4].logprob, std::log(0.05), 1e-5);
    EXPECT_EQ(sampler.draw(std::vector<float>(7, 1.5F), params, 0.9).token, 0);
}

TEST(Sampler, NeverDrawsWhatHasNoProbability)
{
    // Far down: exp underflows to 0 at both ends and in between.
    std::vector<float> logits(700, -1000.0F);
    logits[300] = 1.0F;
    logits[500] = 2.0F;
    Sampler sampler;
    for (const double uniform : {0.0, 1e-300, 0.26, 0.27, 0.5, 1.0 - 0x1p-53}) {
        const std::int32_t token = sampler.draw(logits, {}, uniform).token;
        EXPECT_TRUE(token == 300 || token == 500) << uniform << ": " << token;
    }
    const TokenTrace certain = sampler.draw(logits, truncating(1, 1.0F, 0.0F), 1.0 - 0x1p-53);
    EXPECT_EQ(certain.token, 500);
    EXPECT_EQ(certain.logprob, 0.0F);
    EXPECT_EQ(certain.entropy, 0.0F);
}

TEST(Sampler, SaysWhenTheModelHasDiverged)
{
    Sampler sampler;
    std::vector<float> logits(40, 0.0F);
    logits[17] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THROW(sampler.draw(logits, {}, 0.5), Error);
    logits[17] = std::numeric_limits<float>::infinity();
    EXPECT_THROW(sampler.draw(logits, {}, 0.5), Error);
}

} // namespace
} // namespace rw
