#include "core/math/math_parser.h"

#include <gtest/gtest.h>

#include <ostream>

namespace rw {

namespace {

/// How it is read, on one line; or why it is not.
std::string read(const std::string& text)
{
    try {
        return toString(parseMath(text));
    } catch (const MathProblem& problem) {
        return "! " + problem.why;
    }
}

struct Case
{
    std::string text;
    std::string read;
};

void PrintTo(const Case& parseCase, std::ostream* out)
{
    *out << parseCase.text;
}

class MathParser : public testing::TestWithParam<Case>
{
};

TEST_P(MathParser, Reads)
{
    EXPECT_EQ(read(GetParam().text), GetParam().read);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, MathParser,
    testing::Values(Case{"1,234,567.50", "1234567.50"}, Case{"1,23", "1, 23"}, Case{"1{,}000", "1000"},
                    Case{"10\\,000", "10000"}, Case{"1,\\!000", "1000"}, Case{"12 345", "12345"},
                    Case{"1 1/2", "1 + 1/2"}, Case{"3\\frac12", "3 + 1/2"}, Case{".5", ".5"}, Case{"5.", "5"},
                    Case{"0.1\\overline{6}", "0.1 + 6/90"}, Case{"2.5e-3", "0.0025"}, Case{"25e2", "2500"},
                    Case{"-\u22123", "3"}, Case{"50\\%", "50%"}, Case{"90^\\circ", "90\u00B0"},
                    Case{"90^{\\circ}", "90\u00B0"}, Case{"5!", "factorial(5)"}, Case{"3:4", "3/4"},
                    Case{"52_8", "52_8"}));

INSTANTIATE_TEST_SUITE_P(
    Expressions, MathParser,
    testing::Values(Case{"$x^2+2x$", "x^2 + 2 x"}, Case{"\\(a-b\\)", "a - b"}, Case{"3x^2y", "3 x^2 y"},
                    Case{"xy^2", "x y^2"}, Case{"x^{-1}", "x^(-1)"}, Case{"2^-3", "2^(-3)"},
                    Case{"2**3", "2^3"}, Case{"-x^2", "-x^2"}, Case{"a/b/c", "a/b/c"},
                    Case{"a/(bc)", "a/(b c)"}, Case{"\\frac{a+b}{2}", "(a + b)/2"},
                    Case{"\\frac12x", "1/2 x"}, Case{"\\sqrt[3]{x}", "root(x, 3)"},
                    Case{"\\sqrt2", "sqrt(2)"}, Case{"sqrt(2)", "sqrt(2)"}, Case{"\\sin^2 x", "sin(x)^2"},
                    Case{"\\sin^{-1} x", "arcsin(x)"}, Case{"\\sin 2x \\cos x", "sin(2 x) cos(x)"},
                    Case{"\\log_2 8", "logbase(8, 2)"}, Case{"|x-1|", "abs(x - 1)"},
                    Case{"\\lfloor x\\rfloor", "floor(x)"}, Case{"\\binom{n}{2}", "binomial(n, 2)"},
                    Case{"x_{12}+x_1", "x_12 + x_1"}, Case{"\\theta", "theta"}, Case{"\\boxed{5}", "5"},
                    Case{"x\\cdot y\\times z", "x y z"}));

INSTANTIATE_TEST_SUITE_P(
    Shapes, MathParser,
    testing::Values(Case{"1, 2", "1, 2"}, Case{"1 and 2", "1, 2"},
                    Case{"x=1 \\text{ or } x=2", "x = 1, x = 2"}, Case{"(1,2)", "(1, 2)"},
                    Case{"\\left[1,\\infty\\right)", "[1, infinity)"}, Case{"\\{1,2\\}", "{1, 2}"},
                    Case{"\\{5\\}", "{5}"}, Case{"\\emptyset", "{}"},
                    Case{"(0,1)\\cup[2,3]", "(0, 1) \u222A [2, 3]"}, Case{"x > 3", "3 < x"},
                    Case{"1 < x \\le 5", "x in (1, 5]"}, Case{"5 \\ge x > 1", "x in (1, 5]"},
                    Case{"x \\ne 2", "x != 2"}, Case{"1\\pm\\sqrt2", "1 \u00B1 sqrt(2)"},
                    Case{"\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "[(1, 2); (3, 4)]"},
                    Case{"5\\text{ cm}", "5 cm"}, Case{"5 cm", "5 cm"},
                    Case{"60 miles per hour", "60 miles per hour"}, Case{"18\\text{ m}^2", "18 m^2"},
                    Case{"5\\,\\mathrm{cm}", "5 cm"}, Case{"\\$5.50", "5.50 $"}, Case{"$5", "5 $"},
                    Case{"5\u20AC", "5 \u20AC"}, Case{"\\text{no solution}", "no solution"},
                    Case{"no solution", "no solution"}, Case{"\\mathbb{R}", "mathbb R"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, MathParser,
    testing::Values(Case{"", "! is empty"}, Case{"\\frac{1}{", "! ends too early"},
                    Case{"((7", "! ends too early"}, Case{"7)", "! cannot be read at \")\""},
                    Case{"3 4", "! cannot be read at \"4\""},
                    Case{"\\int_0^1 x", "! cannot be read at \"int\""},
                    Case{"x\\", "! has a backslash before nothing known"},
                    Case{"\\text{a", "! has a \\text{ that is never closed"},
                    Case{"\u65E5", "! has the character \"\u65E5\", which is no mathematics"},
                    Case{"mU >athr", "! cannot be read at \"U\""},
                    Case{"1 < x > 2", "! is a chain of different relations"},
                    Case{"\\text{about }7", "! has words before its mathematics"}));

TEST(MathParserLimits, RefuseWhatIsTooLargeBeforeItIsRead)
{
    const auto problem = [](const std::string& text) {
        try {
            (void)parseMath(text);
        } catch (const MathProblem& found) {
            return found;
        }
        return MathProblem{};
    };
    EXPECT_TRUE(problem(std::string(2001, 'x')).tooLarge);
    EXPECT_TRUE(problem(std::string(301, '7')).tooLarge);
    EXPECT_TRUE(problem(std::string(100, '(') + "1" + std::string(100, ')')).tooLarge);
    EXPECT_TRUE(problem("1" + std::string(100, '!')).tooLarge);
    std::string tower = "2";
    for (int i = 0; i < 100; ++i)
        tower += "^2";
    EXPECT_TRUE(problem(tower).tooLarge);
}

} // namespace

} // namespace rw
