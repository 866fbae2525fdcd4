#include "core/math/arithmetic.h"

#include <gtest/gtest.h>

namespace rw {

namespace {

/// The value as text, or what is wrong.
std::string result(const std::string& text, const std::map<char, Rational>& letters = {})
{
    const Arithmetic arithmetic = calculate(text, letters);
    return arithmetic.value ? arithmetic.value->text() : arithmetic.problem;
}

TEST(Arithmetic, CalculatesExactlyInTheUsualOrder)
{
    EXPECT_EQ(result("2+3*4"), "14");
    EXPECT_EQ(result("(2+3)*4"), "20");
    EXPECT_EQ(result("10-4-3"), "3");
    EXPECT_EQ(result("8 / (3 - 8 / 3)"), "24");
    EXPECT_EQ(result("1/3+1/6"), "1/2");
    EXPECT_EQ(result("-3 - -5"), "2");
    EXPECT_EQ(result("0.1+0.2"), "3/10");
    EXPECT_EQ(result("2(4+1)"), "10");
}

TEST(Arithmetic, ReadsTheSpellingsOfPeopleAndLatex)
{
    EXPECT_EQ(result("3 × 4 ÷ 6 − 1"), "1");
    EXPECT_EQ(result("3 x 4"), "12");
    EXPECT_EQ(result("\\frac{1}{2} \\times 6 \\div 3 \\cdot 2"), "2");
    EXPECT_EQ(result("\\left(1+2\\right)*3"), "9");
    EXPECT_EQ(result("$1,200.50 + \\$3"), "2407/2");
    EXPECT_EQ(result("20% * 50"), "10");
}

TEST(Arithmetic, TakesLettersThatHaveAValue)
{
    EXPECT_EQ(result("3x+2*2", {{'x', Rational(3)}}), "13");
    EXPECT_EQ(result("3 x", {{'x', Rational(3)}}), "9");
    EXPECT_EQ(result("3y", {{'x', Rational(3)}}), "cannot be read at \"y\"");
}

TEST(Arithmetic, KeepsTheNumbersItIsWrittenWith)
{
    const Arithmetic arithmetic = calculate("(3 + 50%) * 3");
    EXPECT_EQ(arithmetic.numbers, (std::vector<Rational>{Rational(3), *Rational::of(1, 2), Rational(3)}));
}

TEST(Arithmetic, SaysWhyItHasNoValue)
{
    EXPECT_EQ(result("1/(2-2)"), "divides by zero");
    EXPECT_EQ(result("9**9**9"), "cannot be read at \"*9**9\"");
    EXPECT_EQ(result("2^3"), "cannot be read at \"^3\"");
    EXPECT_EQ(result("(1+2"), "cannot be read at \"\"");
    EXPECT_EQ(result(""), "cannot be read at \"\"");
    EXPECT_EQ(result("9999999999*9999999999"), "has numbers too large");
    EXPECT_EQ(result("99999999999999999999"), "has numbers too large");
    EXPECT_EQ(result("0.1234567890123"), "has too many decimals");
    EXPECT_EQ(result(std::string(60, '(') + "1" + std::string(60, ')')), "is nested too deeply");
    EXPECT_EQ(result(std::string(1001, '1')), "is too long");
}

} // namespace

} // namespace rw
