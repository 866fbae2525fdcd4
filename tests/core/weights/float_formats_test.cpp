#include "core/weights/float_formats.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rw {
namespace {

TEST(FloatFormats, HalvesConvertExactly)
{
    EXPECT_EQ(fromHalf(0x3C00), 1.0F);
    EXPECT_EQ(fromHalf(0x3555), 0x1.554p-2F); // nearest half to 1/3
    EXPECT_EQ(fromHalf(0x7BFF), 65504.0F);
    EXPECT_EQ(fromHalf(0x0400), 0x1p-14F) << "smallest normal";
    EXPECT_EQ(fromHalf(0x03FF), 0x1.FF8p-15F) << "largest subnormal";
    EXPECT_EQ(fromHalf(0x0001), 0x1p-24F) << "smallest subnormal";
    EXPECT_TRUE(std::signbit(fromHalf(0x8000)));
    EXPECT_EQ(fromHalf(0xFC00), -std::numeric_limits<float>::infinity());
    EXPECT_TRUE(std::isnan(fromHalf(0x7E01)));
}

TEST(FloatFormats, EveryHalfMatchesItsDefinition)
{
    for (unsigned bits = 0; bits < 0x7C00; ++bits) {
        const int exponent = static_cast<int>(bits >> 10U);
        const int fraction = static_cast<int>(bits & 0x3FFU);
        const float expected = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                             : std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
        ASSERT_EQ(fromHalf(static_cast<std::uint16_t>(bits)), expected) << bits;
        ASSERT_EQ(fromHalf(static_cast<std::uint16_t>(bits | 0x8000U)), -expected) << bits;
    }
}

TEST(FloatFormats, BrainFloatsAreUpperHalves)
{
    EXPECT_EQ(fromBfloat16(0x3F80), 1.0F);
    EXPECT_EQ(fromBfloat16(0xC049), -3.140625F);
    EXPECT_EQ(fromBfloat16(0x0001), 0x1p-133F);
    EXPECT_TRUE(std::isnan(fromBfloat16(0x7FC0)));
}

TEST(FloatFormats, EveryHalfAndBrainFloatIsWrittenAsItIsRead)
{
    for (unsigned bits = 0; bits < 0x10000; ++bits) {
        const auto half = static_cast<std::uint16_t>(bits);
        if ((bits & 0x7FFFU) <= 0x7C00U) {
            ASSERT_EQ(toHalf(fromHalf(half)), half) << bits;
        }
        if ((bits & 0x7FFFU) <= 0x7F80U) {
            ASSERT_EQ(toBfloat16(fromBfloat16(half)), half) << bits;
        }
    }
}

TEST(FloatFormats, WritingRoundsToTheNearestAndTiesToEven)
{
    EXPECT_EQ(toHalf(1.0F + 0x1p-11F), 0x3C00) << "a tie goes down to even";
    EXPECT_EQ(toHalf(1.0F + 0x3p-11F), 0x3C02) << "a tie goes up to even";
    EXPECT_EQ(toHalf(65519.0F), 0x7BFF);
    EXPECT_EQ(toHalf(65520.0F), 0x7C00) << "rounds to infinity";
    EXPECT_EQ(toHalf(-1e30F), 0xFC00);
    EXPECT_EQ(toHalf(0x1p-25F), 0x0000) << "a tie goes down to zero";
    EXPECT_EQ(toHalf(0x1.8p-25F), 0x0001);
    EXPECT_EQ(toBfloat16(1.0F + 0x1p-8F), 0x3F80);
    EXPECT_EQ(toBfloat16(1.0F + 0x3p-8F), 0x3F82);
    EXPECT_EQ(toBfloat16(std::numeric_limits<float>::max()), 0x7F80);
    EXPECT_TRUE(std::isnan(fromHalf(toHalf(std::numeric_limits<float>::quiet_NaN()))));
    EXPECT_TRUE(std::isnan(fromBfloat16(toBfloat16(std::numeric_limits<float>::signaling_NaN()))));
}

} // namespace
} // namespace rw
