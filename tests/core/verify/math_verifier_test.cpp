#include "core/verify/verifier_tools.h"
#include "tests/core/verify/verdict_case.h"

#include <gmock/gmock.h>

namespace rw {

namespace {

using test::VerdictCase;
using testing::HasSubstr;

constexpr auto kCorrect = Outcome::Correct;
constexpr auto kWrong = Outcome::Wrong;
constexpr auto kUndecided = Outcome::Undecided;
constexpr auto kError = Outcome::Error;

class MathVerifier : public testing::TestWithParam<VerdictCase>
{
};

TEST_P(MathVerifier, FindsAndCompares)
{
    test::expectVerdict(GetParam());
}

const auto kName = [](const auto& test) { return test.param.name; };

INSTANTIATE_TEST_SUITE_P(
    WhereTheAnswerStands, MathVerifier,
    testing::Values(
        VerdictCase{"Boxed", "math", "", "\\frac{1}{2}", "So \\boxed{0.5}.", kCorrect, "0.5", "boxed", "0.5",
                    "1/2"},
        VerdictCase{"BoxedWithBraces", "math", "", "\\{1,2\\}", "So $\\boxed{\\{2,1\\}}$.", kCorrect,
                    "\\{2,1\\}", "boxed", "{2, 1}", "{1, 2}"},
        VerdictCase{"TwoBoxed", "math", "", "2", "\\boxed{1}, no: \\boxed{\\sqrt4}", kCorrect, "\\sqrt4",
                    "boxed", "sqrt(4)", "2"},
        VerdictCase{"BoxedInThinkingOnly", "math", "", "2", "<think>\\boxed{2}</think> Done.", kUndecided, "",
                    "none"},
        VerdictCase{"ThinkingNeverEnds", "math", "", "2", "<think>\\boxed{2}", kUndecided, "", "thinking"},
        VerdictCase{"UnclosedBox", "math", "", "2", "\\boxed{2", kUndecided, "", "boxed"},
        VerdictCase{"Sentence", "math", "", "x^2-1", "The answer is $(x-1)(x+1)$, as shown.", kCorrect,
                    "(x-1)(x+1)", "answer is", "(x - 1) (x + 1)", "x^2 - 1"},
        VerdictCase{"SentenceWithoutFences", "math", "", "3/4", "The answer is 0.75.", kCorrect, "0.75",
                    "answer is", "0.75", "3/4"},
        VerdictCase{"Hashes", "math", "", "1000", "...\n#### 1,000", kCorrect, "1,000", "####", "1000",
                    "1000"},
        VerdictCase{"Tag", "math", "", "50\\%", "<answer>1/2</answer>", kCorrect, "1/2", "answer tag", "1/2",
                    "50%"},
        VerdictCase{"LastMathematics", "math", "", "\\sqrt{12}", "From $a=3$ we get \\(2\\sqrt{3}\\).",
                    kCorrect, "2\\sqrt{3}", "last mathematics", "2 sqrt(3)", "sqrt(12)"},
        VerdictCase{"Display", "math", "", "7", "Thus\n\\[ x = 7 \\]", kCorrect, "x = 7", "last mathematics",
                    "x = 7", "7"},
        VerdictCase{"LastNumber", "math", "", "7", "It makes 7 in all.", kCorrect, "7", "last number", "7",
                    "7"},
        VerdictCase{"PricesAreNoFences", "math", "", "18", "At $2 per egg and 9 eggs it makes $18 a day: 18",
                    kCorrect, "18", "last number", "18", "18"},
        VerdictCase{"PricesInASum", "math", "", "694", "It is $204 + $160 + $330 = $694.", kCorrect, "$694",
                    "last number", "694 $", "694"},
        VerdictCase{"PriceAfterMathematics", "math", "", "5", "So $x=5$, at $3 each.", kCorrect, "x=5",
                    "last mathematics", "x = 5", "5"},
        VerdictCase{"SpacesInside", "math", "", "\\frac12", "So $ \\frac{1}{2} $.", kCorrect, "\\frac{1}{2}",
                    "last mathematics", "1/2", "1/2"},
        VerdictCase{"DoubleDollars", "math", "", "7", "Thus\n$$\nx = 7\n$$\n", kCorrect, "x = 7",
                    "last mathematics", "x = 7", "7"},
        VerdictCase{"Nothing", "math", "", "7", "I do not know.", kUndecided, "", "none"},
        VerdictCase{"WideText", "math", "", "\\pi", "äöü \\boxed{π}", kCorrect, "π", "boxed", "pi", "pi"},
        VerdictCase{"Wrong", "math", "", "x+1", "\\boxed{x-1}", kWrong, "x-1", "boxed", "x - 1", "x + 1"},
        VerdictCase{"GoldBoxed", "math", "", "We get \\boxed{\\frac{3}{4}}.", "\\boxed{0.75}", kCorrect,
                    "0.75", "boxed", "0.75", "3/4"},
        VerdictCase{"GoldHashes", "math", "", "2+3=5\n#### 5", "\\boxed{5}", kCorrect, "5", "boxed", "5",
                    "5"},
        VerdictCase{"GoldUnread", "math", "", "\\frac{1}{", "\\boxed{5}", kError, "5", "boxed", "5", ""},
        VerdictCase{"AnswerUnread", "math", "", "5", "\\boxed{\\int}", kUndecided, "\\int", "boxed", "", "5"},
        VerdictCase{"NoGold", "math", "", "", "\\boxed{5}", kUndecided},
        VerdictCase{"Decimals", "math:decimals=2", "", "1/3", "\\boxed{0.33}", kCorrect, "0.33", "boxed",
                    "0.33", "1/3"},
        VerdictCase{"Units", "math:units=no", "", "5 cm", "\\boxed{5\\text{ m}}", kCorrect, "5\\text{ m}",
                    "boxed", "5 m", "5 cm"},
        VerdictCase{"Ordered", "math:ordered=yes", "", "1, 2", "\\boxed{2, 1}", kWrong, "2, 1", "boxed",
                    "2, 1", "1, 2"}),
    kName);

/// Tools whose other process always says the same.
class RecordingTools final : public VerifierTools
{
public:
    class Elsewhere final : public Verifier
    {
    public:
        [[nodiscard]] std::string_view name() const override { return "math"; }
        [[nodiscard]] std::chrono::milliseconds deadline() const override { return std::chrono::seconds(3); }

    protected:
        [[nodiscard]] Verdict judge(const Prompt&, const WrittenAnswer&) const override
        {
            Verdict verdict;
            verdict.outcome = Outcome::Error;
            verdict.message = "judged elsewhere";
            return verdict;
        }
    };

    [[nodiscard]] std::unique_ptr<Verifier> inOwnProcess(const VerifierSpec& /*spec*/) const override
    {
        return std::make_unique<Elsewhere>();
    }
    [[nodiscard]] std::unique_ptr<Verifier> program(const VerifierSpec& /*spec*/) const override
    {
        return nullptr;
    }
};

TEST(MathVerifierWithTools, LeavesTheProcessOnlyForWhatIsMoreThanNumbers)
{
    const RecordingTools tools;
    const std::array specs{verifierSpecFromString("math")};
    const auto verifier = makeVerifier(specs, &tools);
    Prompt prompt;
    prompt.answer = "1/2";
    EXPECT_EQ(verifier->verify(prompt, "\\boxed{0.5}", FinishReason::Stop).outcome, Outcome::Correct);
    EXPECT_EQ(verifier->verify(prompt, "\\boxed{0.6}", FinishReason::Stop).outcome, Outcome::Wrong);
    const Verdict verdict = verifier->verify(prompt, "\\boxed{\\sin 30^\\circ}", FinishReason::Stop);
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_THAT(verdict.message, HasSubstr("elsewhere"));
    EXPECT_EQ(verifier->deadline(), std::chrono::seconds(3));
}

} // namespace

} // namespace rw
