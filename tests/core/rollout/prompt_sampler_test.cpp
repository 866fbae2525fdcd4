#include "core/base/error.h"
#include "core/rollout/prompt_sampler.h"

#include <gtest/gtest.h>

#include <set>

namespace rw {

namespace {

TEST(PromptSampler, TakesEveryPromptOncePerRound)
{
    const PromptSampler order(17, 5);
    for (std::uint64_t round = 0; round < 3; ++round) {
        std::set<std::size_t> seen;
        for (std::uint64_t i = 0; i < 17; ++i)
            seen.insert(order.at(round * 17 + i));
        EXPECT_EQ(seen.size(), 17U);
        EXPECT_EQ(*seen.rbegin(), 16U);
    }
}

TEST(PromptSampler, DependsOnSeedAndPositionAlone)
{
    const PromptSampler forward(100, 5);
    const PromptSampler backward(100, 5);
    const PromptSampler other(100, 6);
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

TEST(PromptSampler, RefusesNoPrompts)
{
    EXPECT_THROW(PromptSampler(0, 1), UsageError);
}

} // namespace

} // namespace rw
