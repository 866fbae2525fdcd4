#include "core/base/error.h"
#include "core/rollout/weighted_order.h"

#include <gtest/gtest.h>

#include <map>

namespace rw {

namespace {

/// 10 of "rare", 30 of "common", 5 without a category.
std::vector<Prompt> samplePrompts()
{
    std::vector<Prompt> prompts;
    for (int i = 0; i < 45; ++i) {
        Prompt prompt;
        prompt.id = std::to_string(i);
        prompt.category = i < 10 ? "rare" : i < 40 ? "common" : "";
        prompts.push_back(prompt);
    }
    return prompts;
}

/// How often each prompt comes in the first `count` positions.
std::vector<int> countsOf(const WeightedOrder& order, std::uint64_t count)
{
    std::vector<int> counts(45, 0);
    for (std::uint64_t i = 0; i < count; ++i)
        ++counts[order.at(i)];
    return counts;
}

int sumOf(const std::vector<int>& counts, std::size_t begin, std::size_t end)
{
    int sum = 0;
    for (std::size_t i = begin; i < end; ++i)
        sum += counts[i];
    return sum;
}

TEST(WeightedOrder, IsThePlainOneWhereAllWeighTheSame)
{
    const std::vector<Prompt> prompts = samplePrompts();
    const PromptSampler plain(prompts.size(), 7);
    for (const auto& weights : {std::map<std::string, double>{},
                                {{"rare", 2.0}, {"common", 2.0}, {"", 2.0}},
                                {{"elsewhere", 9.0}}}) {
        const WeightedOrder order(prompts, weights, 7);
        for (std::uint64_t i = 0; i < 100; ++i)
            EXPECT_EQ(order.at(i), plain.at(i));
    }
}

TEST(WeightedOrder, DrawsCategoriesByTheirWeightsAndTheirPromptsEqually)
{
    const std::vector<Prompt> prompts = samplePrompts();
    const WeightedOrder order(prompts, {{"rare", 3.0}, {"common", 1.0}, {"", 0.0}}, 7);
    const std::vector<int> counts = countsOf(order, 40'000);
    EXPECT_NEAR(sumOf(counts, 0, 10), 20'000, 20); // 10 prompts of weight 3 and 30 of weight 1
    EXPECT_NEAR(sumOf(counts, 10, 40), 20'000, 20);
    EXPECT_EQ(sumOf(counts, 40, 45), 0);
    for (std::size_t i = 0; i < 10; ++i)
        EXPECT_NEAR(counts[i], 2000, 3);
    for (std::size_t i = 10; i < 40; ++i)
        EXPECT_NEAR(counts[i], 20'000 / 30.0, 3);
}

TEST(WeightedOrder, DependsOnSeedAndPositionAlone)
{
    const std::vector<Prompt> prompts = samplePrompts();
    const std::map<std::string, double> weights{{"rare", 0.3}};
    const WeightedOrder forward(prompts, weights, 7);
    const WeightedOrder backward(prompts, weights, 7);
    const WeightedOrder other(prompts, weights, 8);
    std::vector<std::size_t> a;
    std::vector<std::size_t> b;
    std::vector<std::size_t> c;
    for (std::uint64_t i = 0; i < 250; ++i) {
        a.push_back(forward.at(i));
        b.insert(b.begin(), backward.at(249 - i));
        c.push_back(other.at(i));
    }
    EXPECT_EQ(a, b);
    EXPECT_NE(a, c);
}

TEST(WeightedOrder, DrawsACategoryThatIsLeftAlone)
{
    const WeightedOrder order(samplePrompts(), {{"rare", 2.0}, {"common", 0.0}, {"", 0.0}}, 7);
    EXPECT_EQ(sumOf(countsOf(order, 30), 0, 10), 30);
}

TEST(WeightedOrder, RefusesWhereNothingIsLeft)
{
    const std::vector<Prompt> prompts = samplePrompts();
    EXPECT_THROW(WeightedOrder(prompts, {{"rare", 0.0}, {"common", 0.0}, {"", 0.0}}, 1), UsageError);
    EXPECT_THROW(WeightedOrder({}, {}, 1), UsageError);
}

} // namespace

} // namespace rw
