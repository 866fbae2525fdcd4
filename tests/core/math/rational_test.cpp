#include "core/math/rational.h"

#include <gtest/gtest.h>

#include <limits>

namespace rw {

namespace {

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();

Rational of(std::int64_t above, std::int64_t below)
{
    return Rational::of(above, below).value();
}

TEST(Rational, IsInLowestTermsWithItsSignAbove)
{
    EXPECT_EQ(of(6, -4), of(-3, 2));
    EXPECT_EQ(of(-6, -4).text(), "3/2");
    EXPECT_EQ(of(0, -7), Rational(0));
    EXPECT_EQ(of(8, 4).text(), "2");
}

TEST(Rational, Calculates)
{
    EXPECT_EQ(of(1, 6).plus(of(1, 10)), of(4, 15));
    EXPECT_EQ(of(1, 6).minus(of(1, 10)), of(1, 15));
    EXPECT_EQ(of(2, 3).times(of(-9, 4)), of(-3, 2));
    EXPECT_EQ(of(2, 3).over(of(-4, 9)), of(-3, 2));
}

TEST(Rational, GivesNothingForWhatDoesNotFit)
{
    EXPECT_FALSE(Rational::of(1, 0));
    EXPECT_FALSE(Rational::of(kLowest, 1));
    EXPECT_FALSE(Rational::of(1, kLowest));
    EXPECT_FALSE(Rational(kLargest).plus(Rational(1)));
    EXPECT_FALSE(Rational(-kLargest).minus(Rational(2)));
    EXPECT_FALSE(Rational(kLargest).times(Rational(2)));
    EXPECT_FALSE(Rational(1).over(Rational(0)));
    EXPECT_FALSE(of(1, kLargest).plus(of(1, kLargest - 1)));
    EXPECT_EQ(Rational(kLargest).times(of(1, kLargest)), Rational(1));
}

} // namespace

} // namespace rw
