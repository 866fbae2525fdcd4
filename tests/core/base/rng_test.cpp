#include "core/base/rng.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <vector>

namespace rw {
namespace {

using Block = std::array<std::uint32_t, 4>;

// Known answers of Random123 (kat_vectors, philox4x32 with 10 rounds).
TEST(Philox, GivesThePublishedBlocks)
{
    constexpr std::uint32_t kOnes = 0xFFFFFFFF;
    EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Block{0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8}));
    EXPECT_EQ(philox4x32({kOnes, kOnes, kOnes, kOnes}, {kOnes, kOnes}),
              (Block{0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD}));
    EXPECT_EQ(philox4x32({0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344}, {0xA4093822, 0x299F31D0}),
              (Block{0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1}));
}

TEST(UnitDouble, CoversZeroUpToButNotOne)
{
    EXPECT_EQ(unitDouble(0, 0), 0.0);
    EXPECT_EQ(unitDouble(0x80000000, 0), 0.5);
    EXPECT_EQ(unitDouble(0xFFFFFFFF, 0xFFFFFFFF), 1.0 - 0x1p-53);
}

TEST(SampleUniform, DependsOnEveryPartOfItsKey)
{
    const std::set<double> draws{sampleUniform(1, 2, 3, 4),
                                 sampleUniform(9, 2, 3, 4),
                                 sampleUniform(1, 9, 3, 4),
                                 sampleUniform(1, 2, 9, 4),
                                 sampleUniform(1, 2, 3, 9),
                                 sampleUniform(1 + (std::uint64_t{1} << 40U), 2, 3, 4),
                                 sampleUniform(1, 2 + (std::uint64_t{1} << 40U), 3, 4)};
    EXPECT_EQ(draws.size(), 7U);
    EXPECT_EQ(sampleUniform(1, 2, 3, 4), sampleUniform(1, 2, 3, 4));
}

// Published values of FNV-1a, 64 bits.
TEST(StableHash, IsFnv1a)
{
    EXPECT_EQ(stableHash(""), 0xCBF29CE484222325ULL);
    EXPECT_EQ(stableHash("a"), 0xAF63DC4C8601EC8CULL);
    EXPECT_EQ(stableHash("foobar"), 0x85944171F73967E8ULL);
}

TEST(Rng, RepeatsWithItsSeedAndStream)
{
    Rng first(7, 1);
    Rng again(7, 1);
    Rng otherStream(7, 2);
    Rng otherSeed(8, 1);
    std::vector<std::uint32_t> a, b, c, d;
    for (int i = 0; i < 10; ++i) {
        a.push_back(first.next32());
        b.push_back(again.next32());
        c.push_back(otherStream.next32());
        d.push_back(otherSeed.next32());
    }
    EXPECT_EQ(a, b);
    EXPECT_NE(a, c);
    EXPECT_NE(a, d);
}

TEST(Rng, FirstNumbersAreThePhiloxBlock)
{
    Rng rng(0, 0);
    EXPECT_EQ(rng.next32(), 0x6627E8D5U);
    EXPECT_EQ(rng.next32(), 0xE169C58DU);
}

TEST(Rng, BetweenReachesBothEndsEvenly)
{
    Rng rng(3);
    std::array<int, 6> counts{};
    for (int i = 0; i < 60'000; ++i) {
        const int roll = rng.between(1, 6);
        ASSERT_GE(roll, 1);
        ASSERT_LE(roll, 6);
        ++counts[static_cast<std::size_t>(roll - 1)];
    }
    // 10,000 expected, standard deviation 91.
    for (const int count : counts)
        EXPECT_NEAR(count, 10'000, 400);
    EXPECT_EQ(rng.between(5, 5), 5);
}

TEST(Rng, BetweenTakesTheWholeRangeOfInt)
{
    Rng rng(4);
    bool negative = false;
    bool positive = false;
    for (int i = 0; i < 100; ++i) {
        const int value = rng.between(std::numeric_limits<int>::min(), std::numeric_limits<int>::max());
        negative = negative || value < 0;
        positive = positive || value > 0;
    }
    EXPECT_TRUE(negative && positive);
}

TEST(Rng, NormalHasMeanZeroAndVarianceOne)
{
    Rng rng(5);
    constexpr int kDraws = 100'000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < kDraws; ++i) {
        const double x = rng.normal();
        ASSERT_TRUE(std::isfinite(x));
        sum += x;
        squares += x * x;
    }
    EXPECT_NEAR(sum / kDraws, 0.0, 0.015);
    EXPECT_NEAR(squares / kDraws, 1.0, 0.02);
}

TEST(Rng, ShufflePermutes)
{
    std::vector<int> values(50);
    std::iota(values.begin(), values.end(), 0);
    const std::vector<int> before = values;
    Rng rng(6);
    rng.shuffle(values);
    EXPECT_NE(values, before);
    std::sort(values.begin(), values.end());
    EXPECT_EQ(values, before);
}

} // namespace
} // namespace rw
