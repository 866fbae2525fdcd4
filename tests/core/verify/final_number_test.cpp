#include "core/base/error.h"
#include "core/verify/verifier.h"
#include "tests/core/verify/verdict_case.h"

#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <vector>

namespace rw {

namespace {

struct Case
{
    std::string name;
    std::string completion;
    std::string expected;
    Outcome outcome;
    std::string extracted; ///< empty: nothing
    std::string rule;
};

void PrintTo(const Case& testCase, std::ostream* out)
{
    *out << testCase.completion;
}

Verdict verdictFor(const std::string& completion, const std::string& expected,
                   FinishReason finish = FinishReason::Stop)
{
    Prompt prompt;
    prompt.answer = expected;
    return makeFinalNumberVerifier()->verify(prompt, completion, finish);
}

using test::cut;

class FinalNumber : public testing::TestWithParam<Case>
{
};

TEST_P(FinalNumber, IsFoundAndCompared)
{
    const Case& expected = GetParam();
    const Verdict verdict = verdictFor(expected.completion, expected.expected);
    EXPECT_EQ(verdict.outcome, expected.outcome) << verdict.message;
    EXPECT_EQ(verdict.extracted.value_or(""), expected.extracted);
    EXPECT_EQ(verdict.rule, expected.rule);
    EXPECT_EQ(verdict.expected, expected.expected);
    EXPECT_EQ(verdict.verifier, "final-number");
    ASSERT_EQ(verdict.span.has_value(), !expected.extracted.empty());
    if (verdict.span) {
        EXPECT_EQ(cut(expected.completion, *verdict.span), expected.extracted);
    }
}

constexpr auto kCorrect = Outcome::Correct;
constexpr auto kWrong = Outcome::Wrong;
constexpr auto kUndecided = Outcome::Undecided;

INSTANTIATE_TEST_SUITE_P(
    Markers, FinalNumber,
    testing::Values(
        Case{"Sentence", "Two oranges cost 4. The answer is 3.", "3", kCorrect, "3", "answer is"},
        Case{"Colon", "Final Answer: 12", "12", kCorrect, "12", "answer is"},
        Case{"AnyCase", "THE ANSWER IS 7", "7", kCorrect, "7", "answer is"},
        Case{"Bold", "**Answer:** 12", "12", kCorrect, "12", "answer is"},
        Case{"AnswerTag", "9 <answer> 12 </answer> 13", "12", kCorrect, "12", "answer tag"},
        Case{"UnclosedAnswerTag", "12 <answer>12", "12", kUndecided, "", "answer tag"},
        Case{"FramedBox", "\\fbox{42}", "42", kCorrect, "42", "boxed"},
        Case{"BoxAfterSpace", "\\boxed {42}", "42", kCorrect, "42", "boxed"},
        Case{"Thinking", "<think>\\boxed{1}</think> It is 42.", "42", kCorrect, "42", "last number"},
        Case{"BoxedInThinkingOnly", "<think>\\boxed{42}</think> Done.", "42", kUndecided, "", "none"},
        Case{"ThinkingNeverEnds", "<think>\\boxed{42}", "42", kUndecided, "", "thinking"},
        Case{"LongAfterTheAnswer", "The answer is 42." + std::string(400, '.'), "42", kCorrect, "42",
             "answer is"},
        Case{"Hashes", "16 - 3 = 13\n#### 18", "18", kCorrect, "18", "####"},
        Case{"Boxed", "so $\\boxed{42}$", "42", kCorrect, "42", "boxed"},
        Case{"TwoBoxed", "\\boxed{1} no, \\boxed{2}", "2", kCorrect, "2", "boxed"},
        Case{"LastMarkerWins", "\\boxed{5}. The answer is 6.", "6", kCorrect, "6", "answer is"},
        Case{"LastMarkerWinsOverLaterNumbers", "The answer is 6.\n7 8 9", "6", kCorrect, "6", "answer is"},
        Case{"HashesAfterWords", "The answer is 5.\n#### 6", "6", kCorrect, "6", "####"},
        Case{"NoMarker", "so 4", "3", kWrong, "4", "last number"},
        Case{"NoNumber", "no number", "3", kUndecided, "", "none"},
        Case{"Empty", "", "3", kUndecided, "", "none"},
        Case{"MarkerWithoutNumber", "3 and 3. The answer is unknown.", "3", kUndecided, "", "answer is"},
        Case{"MarkerAtTheEnd", "3. The answer is", "3", kUndecided, "", "answer is"},
        Case{"NumberOnTheNextLine", "The answer is\n3", "3", kUndecided, "", "answer is"},
        Case{"UnclosedBox", "\\boxed{3", "3", kUndecided, "", "boxed"},
        Case{"BoxWithoutNumber", "3 \\boxed{x}", "3", kUndecided, "", "boxed"},
        Case{"AssignmentInBox", "\\boxed{x = 5}", "5", kCorrect, "5", "boxed"},
        Case{"CalculationAnnounced", "The answer is 13 - 4 = 9.", "9", kCorrect, "9", "answer is"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Spellings, FinalNumber,
    testing::Values(
        Case{"Thousands", "The answer is 1,234.", "1234", kCorrect, "1,234", "answer is"},
        Case{"ThousandsInGold", "The answer is 1234567", "1,234,567", kCorrect, "1234567", "answer is"},
        Case{"NotThousands", "The answer is 1,23.", "123", kWrong, "1", "answer is"},
        Case{"Currency", "The answer is $18.", "18", kCorrect, "$18", "answer is"},
        Case{"CurrencyEscaped", "\\boxed{\\$18}", "18", kCorrect, "\\$18", "boxed"},
        Case{"LatexThousands", "\\boxed{1{,}234}", "1234", kCorrect, "1{,}234", "boxed"},
        Case{"ThinThousands", "\\boxed{1,\\!234}", "1234", kCorrect, "1,\\!234", "boxed"},
        Case{"Euro", "The answer is €18", "18", kCorrect, "€18", "answer is"},
        Case{"Units", "The answer is 18 dollars.", "18", kCorrect, "18", "answer is"},
        Case{"UnitsJoined", "The answer is 18km/h.", "18", kCorrect, "18", "answer is"},
        Case{"UnitsInGold", "The answer is 18.", "18 m/s", kCorrect, "18", "answer is"},
        Case{"Percent", "The answer is 50\\%", "50", kCorrect, "50", "answer is"},
        Case{"TrailingZeros", "The answer is 18.00", "18", kCorrect, "18.00", "answer is"},
        Case{"LeadingZeros", "The answer is 007", "7", kCorrect, "007", "answer is"},
        Case{"Decimal", "The answer is 2.6.", "2.6", kCorrect, "2.6", "answer is"},
        Case{"DecimalDiffers", "The answer is 2.6.", "3", kWrong, "2.6", "answer is"},
        Case{"LeadingPoint", "The answer is .5", "0.5", kCorrect, ".5", "answer is"},
        Case{"Fraction", "The answer is 1/2.", "0.5", kCorrect, "1/2", "answer is"},
        Case{"FractionUnreduced", "The answer is 2/4.", "1/2", kCorrect, "2/4", "answer is"},
        Case{"MixedNumber", "The answer is 1 1/2.", "1.5", kCorrect, "1 1/2", "answer is"},
        Case{"LatexFraction", "\\boxed{\\frac{1}{2}}", "0.5", kCorrect, "\\frac{1}{2}", "boxed"},
        Case{"LatexFractionShort", "\\boxed{\\dfrac12}", "0.5", kCorrect, "\\dfrac12", "boxed"},
        Case{"ThirdIsNotItsRounding", "The answer is 1/3.", "0.33", kWrong, "1/3", "answer is"},
        Case{"DivisionByZero", "The answer is 1/0.", "1", kCorrect, "1", "answer is"},
        Case{"Negative", "The answer is -3.", "-3", kCorrect, "-3", "answer is"},
        Case{"NegativeDiffers", "The answer is -3.", "3", kWrong, "-3", "answer is"},
        Case{"NegativeZero", "The answer is -0", "0", kCorrect, "-0", "answer is"},
        Case{"MinusSign", "The answer is −3.", "-3", kCorrect, "−3", "answer is"},
        Case{"NegativeCurrency", "The answer is -$3", "-3", kCorrect, "-$3", "answer is"},
        Case{"SubtractionIsNoSign", "13-4", "4", kCorrect, "4", "last number"},
        Case{"VeryLong", "The answer is 123456789012345678901234567890.", "123456789012345678901234567890",
             kCorrect, "123456789012345678901234567890", "answer is"},
        Case{"VeryLongDiffers", "The answer is 123456789012345678901234567890.",
             "123456789012345678901234567891", kWrong, "123456789012345678901234567890", "answer is"},
        Case{"AfterWideText", "äöü: the answer is 3", "3", kCorrect, "3", "answer is"}),
    [](const auto& test) { return test.param.name; });

TEST(FinalNumberVerifier, NeverCallsUnfinishedAnswersCorrect)
{
    for (const FinishReason finish : {FinishReason::Length, FinishReason::Cancelled}) {
        const Verdict verdict = verdictFor("The answer is 3.", "3", finish);
        EXPECT_EQ(verdict.outcome, Outcome::Undecided);
        EXPECT_EQ(verdict.extracted, "3") << "the evidence stays";
        EXPECT_FALSE(verdict.message.empty());
    }
}

TEST(FinalNumberVerifier, ReportsGoldThatIsNoNumber)
{
    const Verdict verdict = verdictFor("The answer is 3.", "blue");
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_NE(verdict.message.find("blue"), std::string::npos);
}

TEST(FinalNumberVerifier, TakesNoNumberOfAListForTheExpectedOne)
{
    for (const char* gold :
         {"{1, 2}", "\\{1,2\\}", "1;2", "1 and 2", "1 or 2", "\\boxed{1, 2}", "#### 1, 2", "0, 1, 2"}) {
        const Verdict verdict = verdictFor("The answer is 2.", gold);
        EXPECT_EQ(verdict.outcome, Outcome::Error) << gold;
        EXPECT_NE(verdict.message.find("several numbers"), std::string::npos) << gold;
    }
}

TEST(FinalNumberVerifier, FindsTheExpectedNumberAmongOthersThatAreNoList)
{
    for (const char* gold : {"1,200", "1 1/5 thousand #### 1200", "2 x 600 = 1200", "3, 4 and 5 make 1200",
                             "#### 1200", "It costs 1000 and 200 more: \\boxed{1200}"})
        EXPECT_EQ(verdictFor("The answer is 1200.", gold).outcome, Outcome::Correct) << gold;
}

TEST(FinalNumberVerifier, LeavesPromptsWithoutAnswerUndecided)
{
    EXPECT_EQ(verdictFor("The answer is 3.", "").outcome, Outcome::Undecided);
}

TEST(FinalNumberVerifier, SurvivesBytesThatAreNotText)
{
    EXPECT_EQ(verdictFor("\xff\xfe The answer is 3\xc3", "3").outcome, Outcome::Correct);
}

TEST(FinalNumberVerifier, GetsThroughLongHostileTexts)
{
    std::string text;
    for (int i = 0; i < 400000; ++i)
        text += "-$\\frac{1";
    EXPECT_EQ(verdictFor(text, "3").extracted, "1");
}

TEST(Words, OfOutcomesAndFinishReasonsReadBack)
{
    for (const Outcome outcome : {Outcome::Correct, Outcome::Wrong, Outcome::Undecided, Outcome::Error})
        EXPECT_EQ(outcomeFromString(toString(outcome)), outcome);
    for (const FinishReason reason : {FinishReason::Stop, FinishReason::Length, FinishReason::Cancelled})
        EXPECT_EQ(finishReasonFromString(toString(reason)), reason);
    EXPECT_THROW((void)outcomeFromString("right"), Error);
    EXPECT_THROW((void)finishReasonFromString(""), Error);
}

} // namespace

} // namespace rw
