#include "core/prompts/word_problems.h"
#include "core/verify/equations.h"
#include "core/verify/problem_numbers.h"
#include "tests/core/verify/verdict_case.h"

namespace rw {

namespace {

using test::VerdictCase;

constexpr auto kCorrect = Outcome::Correct;
constexpr auto kWrong = Outcome::Wrong;
constexpr auto kUndecided = Outcome::Undecided;
constexpr auto kError = Outcome::Error;

class CalculationVerifiers : public testing::TestWithParam<VerdictCase>
{
};

TEST_P(CalculationVerifiers, CheckWhatIsCalculated)
{
    test::expectVerdict(GetParam());
}

const auto kName = [](const auto& test) { return test.param.name; };

const std::string kCountdown =
    "Using the numbers [19, 36, 55, 7], create an equation that equals 65. Each number once.";
const std::string kTask = "65 from 19, 36, 55, 7";

INSTANTIATE_TEST_SUITE_P(
    Countdown, CalculationVerifiers,
    testing::Values(
        VerdictCase{"Hits", "countdown", kCountdown, "65", "<answer>55 + 36 - 7 - 19</answer>", kCorrect,
                    "55 + 36 - 7 - 19", "answer tag", "65 from 55, 36, 7, 19", kTask, 1.0},
        VerdictCase{"TargetInText", "countdown", kCountdown, "", "<answer>55 + 36 - 7 - 19</answer>",
                    kCorrect, "55 + 36 - 7 - 19", "answer tag", "65 from 55, 36, 7, 19", kTask, 1.0},
        VerdictCase{"GoldIsCalculation", "countdown", kCountdown, "55+36-19-7 = 65",
                    "\\boxed{(55 + 36) - (7 + 19) = 65}", kCorrect, "(55 + 36) - (7 + 19)", "boxed",
                    "65 from 55, 36, 7, 19", kTask, 1.0},
        VerdictCase{"Misses", "countdown:partial=0.1", kCountdown, "65", "<answer>55 + 36 + 7 + 19</answer>",
                    kWrong, "55 + 36 + 7 + 19", "answer tag", "117 from 55, 36, 7, 19", kTask, 0.1},
        VerdictCase{"NotAllNumbers", "countdown:partial=0.1", "Use the numbers 3, 5 and 8 to make 8.", "8",
                    "<answer>3 + 5</answer>", kWrong, "3 + 5", "answer tag", "8 from 3, 5", "8 from 3, 5, 8",
                    0.0},
        VerdictCase{"AtMost", "countdown:use=at-most", "Use the numbers 3, 5 and 8 to make 8.", "8",
                    "<answer>3 + 5</answer>", kCorrect, "3 + 5", "answer tag", "8 from 3, 5",
                    "8 from 3, 5, 8", 1.0},
        VerdictCase{"NumberTwice", "countdown:use=at-most", "Use the numbers 3, 5 and 8 to make 6.", "6",
                    "<answer>3 + 3</answer>", kWrong, "3 + 3", "answer tag", "6 from 3, 3", "6 from 3, 5, 8",
                    0.0},
        VerdictCase{"TargetWritten", "countdown", kCountdown, "65", "<answer>65</answer>", kWrong, "65",
                    "answer tag", "65 from 65", kTask, 0.0},
        VerdictCase{"Exactly", "countdown", "numbers: 3, 3, 8, 8; target 24", "24", "8 / (3 - 8 / 3)",
                    kCorrect, "8 / (3 - 8 / 3)", "last line", "24 from 8, 3, 8, 3", "24 from 3, 3, 8, 8",
                    1.0},
        VerdictCase{"Signs", "countdown", "numbers: 2, 6; target 12", "12", "So:\n2 × 6 = 12", kCorrect,
                    "2 × 6", "last line", "12 from 2, 6", "12 from 2, 6", 1.0},
        VerdictCase{"DividesByZero", "countdown", "numbers: 1, 2, 2; target 9", "9",
                    "<answer>1/(2-2)</answer>", kWrong, "1/(2-2)", "answer tag", "", "9 from 1, 2, 2", 0.0},
        VerdictCase{"NoPowers", "countdown", kCountdown, "65", "<answer>9**9**9</answer>", kWrong, "9**9**9",
                    "answer tag", "", kTask, 0.0},
        VerdictCase{"Words", "countdown", kCountdown, "65", "<answer>fifty-five</answer>", kWrong,
                    "fifty-five", "answer tag", "", kTask, 0.0},
        VerdictCase{"Nothing", "countdown", kCountdown, "65", "I give up.", kUndecided, "", "none", "",
                    kTask},
        VerdictCase{"InThinkingOnly", "countdown", kCountdown, "65", "<think>55 + 36 - 7 - 19</think> Done.",
                    kUndecided, "", "none", "", kTask},
        VerdictCase{
            "ReasoningGym", "countdown",
            "Calculate 139 using the numbers 36, 29, 95, 32, 4, 15.\nEach number may be used at most "
            "once.\n\nFinal answer format instructions:\n1. Provide your final answer as an arithmetic "
            "expression (no '=' sign).\n2. Do not include the target number in the expression.",
            "36 - 29 + 95 + 32 + 4 + 15 - 14 + 0", "<answer>36 + 95 + 32 - 29 + 4 + 15</answer>", kWrong,
            "36 + 95 + 32 - 29 + 4 + 15", "answer tag", "153 from 36, 95, 32, 29, 4, 15",
            "139 from 36, 29, 95, 32, 4, 15", 0.0},
        VerdictCase{"NumbersExpected", "countdown", "Reach the goal with [1, 2].", "19, 36, 55, 7 -> 65",
                    "<answer>55 + 36 - 7 - 19</answer>", kCorrect, "55 + 36 - 7 - 19", "answer tag",
                    "65 from 55, 36, 7, 19", kTask, 1.0},
        VerdictCase{"NumbersExpectedDecide", "countdown", kCountdown, "2, 3 -> 5",
                    "<answer>55 + 36 - 7 - 19</answer>", kWrong, "55 + 36 - 7 - 19", "answer tag",
                    "65 from 55, 36, 7, 19", "5 from 2, 3", 0.0},
        VerdictCase{"TargetIsItsFinalNumber", "final-number", "", "19, 36, 55, 7 -> 65", "= 65", kCorrect,
                    "65", "last number", "65", "65"},
        VerdictCase{"TooLarge", "countdown", "numbers: 99999999999999999999, 9; target 1", "1",
                    "<answer>9</answer>", kError},
        VerdictCase{"TooLong", "countdown", kCountdown, "65",
                    "<answer>" + std::string(2000, '(') + "</answer>", kWrong, std::string(2000, '('),
                    "answer tag", "", kTask, 0.0},
        VerdictCase{"NoTarget", "countdown", "Use the numbers 3, 5 and 8.", "", "3+5", kError},
        VerdictCase{"NoTask", "countdown", "What is 2+3?", "5", "2+3", kError}),
    kName);

TEST(Countdown, FindsNumbersAndTargetInTheUsualWords)
{
    const auto task = [](const std::string& text) {
        Rational target;
        std::string found = findTarget(text, target) ? target.text() + " from" : "nothing from";
        for (const Rational& number : listedNumbers(text))
            found += " " + number.text();
        return found;
    };
    EXPECT_EQ(task("Using the numbers [19, 36, 55, 7], create an equation that equals 65."),
              "65 from 19 36 55 7");
    EXPECT_EQ(task("Calculate 139 using the numbers 36, 29, 95."), "139 from 36 29 95");
    EXPECT_EQ(task("Find a way to make 139 using all of these numbers: 36, 29, 95."), "139 from 36 29 95");
    EXPECT_EQ(task("Using all the numbers 4, 6, create an expression that equals 24."), "24 from 4 6");
    EXPECT_EQ(task("Make 24 from 4, 7, 8 and 8."), "24 from 4 7 8 8");
    EXPECT_EQ(task("Reach 24 with 4, 6."), "24 from 4 6");
    EXPECT_EQ(task("Use 3, 5, and 8 to get to 16"), "16 from 3 5 8");
    EXPECT_EQ(task("Numbers: 3 3 8 8\nTarget: 24"), "24 from 3 3 8 8");
    EXPECT_EQ(task("Numbers: 3, 3, 8, 8\n24 is the target; hit 24."), "24 from 3 3 8 8");
    EXPECT_EQ(task("Use numbers and basic operations (+ - * /) to obtain 24.\nInput: 4 9 10 13"),
              "24 from 4 9 10 13");
    EXPECT_EQ(task("Cards: 4; 9; 10; 13. The target number is 24."), "24 from 4 9 10 13");
    EXPECT_EQ(task("nums = [44, 19, 35], target = 98"), "98 from 44 19 35");
    EXPECT_EQ(task("Given (2, -3, 0.5), get 1.5"), "3/2 from 2 -3 1/2");
    EXPECT_EQ(task("the numbers -3 and 5 should equal the number 2"), "2 from -3 5");
    EXPECT_EQ(task("What is 2+3?"), "nothing from");
    EXPECT_EQ(task("Use each of the 4 numbers once."), "nothing from");
}

const std::string kGarden = "A garden is 12 m long and 8 m wide. What is around it? Three of four pay 20%.";

INSTANTIATE_TEST_SUITE_P(
    Equations, CalculationVerifiers,
    testing::Values(
        VerdictCase{"Hold", "equation-strict", kGarden, "40",
                    "12+8=20. Around it is 20*2=40. The answer is 40.", kCorrect, "40", "equations",
                    "2 equations, 40", "40"},
        VerdictCase{"DoesNotHold", "equation-strict", kGarden, "40", "12+8=21. The answer is 40.", kWrong,
                    "12+8=21", "equations"},
        VerdictCase{"FinalIsWrong", "equation-strict", kGarden, "40", "12+8=20. The answer is 20.", kWrong,
                    "20", "equations", "1 equation, 20", "40"},
        VerdictCase{"FinalDoesNotMatter", "equation-strict:final=no", kGarden, "40", "12+8=20", kCorrect, "",
                    "equations", "1 equation"},
        VerdictCase{"StrangeNumber", "equation-strict", kGarden, "40", "35+5=40", kWrong, "35+5=40",
                    "equations"},
        VerdictCase{"NumberInWords", "equation-strict", kGarden, "7", "3+4=7", kCorrect, "7", "equations",
                    "1 equation, 7", "7"},
        VerdictCase{"Percent", "equation-strict", kGarden, "2.4", "12*0.2=2.4", kCorrect, "2.4", "equations",
                    "1 equation, 2.4", "2.4"},
        VerdictCase{"Chain", "equation-strict", kGarden, "40", "2*(12+8) = 2*20 = 40", kCorrect, "40",
                    "equations", "2 equations, 40", "40"},
        VerdictCase{"ChainBreaks", "equation-strict", kGarden, "40", "2*(12+8) = 2*21 = 42", kWrong,
                    "2*(12+8) = 2*21", "equations"},
        VerdictCase{"Unknown", "equation-strict", kGarden, "3", "4x+8=20; 4x=12; x=3. The answer is 3.",
                    kCorrect, "3", "equations", "3 equations, 3", "3"},
        VerdictCase{"UnknownDoesNotFit", "equation-strict", kGarden, "4", "4x+8=20; x=4. The answer is 4.",
                    kWrong, "4x+8=20", "equations"},
        VerdictCase{"Units", "equation-strict", kGarden, "20", "12 m + 8 m = 20 m", kCorrect, "20",
                    "equations", "1 equation, 20", "20"},
        VerdictCase{"UnitIsAName", "equation-strict", kGarden, "3", "4L + 8 = 20, so 12/4 = 3", kCorrect, "3",
                    "equations", "1 equation, 3", "3"},
        VerdictCase{"NothingToCheck", "equation-strict", kGarden, "3", "m + h = 20. It is 3.", kWrong, "",
                    "equations", "0 equations"},
        VerdictCase{"ResultInPercent", "equation-strict:final=no", kGarden, "", "12/8*100 = 150%", kCorrect,
                    "", "equations", "1 equation"},
        VerdictCase{"Rounded", "equation-strict:rounded=yes,final=no", kGarden, "", "8/12 = 0.67", kCorrect,
                    "", "equations", "1 equation"},
        VerdictCase{"NotRounded", "equation-strict:final=no", kGarden, "", "8/12 = 0.67", kWrong,
                    "8/12 = 0.67", "equations"},
        VerdictCase{"Notes", "equation-strict", kGarden, "20", "It is 12 + 8 = <<12+8=21>>20 m.", kWrong,
                    "12+8=21", "equations"},
        VerdictCase{"NoEquation", "equation-strict", kGarden, "40", "The answer is 40.", kWrong, "", "none"},
        VerdictCase{"ThinkingDoesNotCount", "equation-strict", kGarden, "40",
                    "<think>1+1=3</think>2*(12+8)=40", kCorrect, "40", "equations", "1 equation, 40", "40"},
        VerdictCase{"DividesByZero", "equation-strict", kGarden, "40", "8/(12-12) = 40", kWrong,
                    "8/(12-12) = 40", "equations"}),
    kName);

TEST(Equations, AreFoundInSentences)
{
    const auto found = [](const std::string& text) {
        std::string all;
        for (const Equation& equation : equationsOf(text, 0))
            all += "[" + equation.left + "|" + equation.right + "]";
        return all;
    };
    EXPECT_EQ(found("The oranges cost 2*2=4. The apples cost 13-4=9."), "[2*2|4][13-4|9]");
    EXPECT_EQ(found("- 3 * $5 = $15 (in all)\n1. 4 + 5 = 9 a day"), "[3 * $5|$15][4 + 5|9]");
    EXPECT_EQ(found("(see 3) 4 - 1 = 3"), "[4 - 1|3]");
    EXPECT_EQ(found("in 2 days 3 4*5 = 20"), "[4*5|20]");
    EXPECT_EQ(found("x == 3, y >= 4, z != 5, a <= 6, b => 7"), "");
    EXPECT_EQ(found("the price * 3 = 15"), "");
    EXPECT_EQ(found("Total = 15"), "");
    EXPECT_EQ(found("-3 + 5 = 2"), "[-3 + 5|2]");
    EXPECT_EQ(found("3 = "), "");
    EXPECT_EQ(found("8 bags x $4 = $32"), "");
    EXPECT_EQ(found("Beth\u2019s 60/4 = 15 (15 each"), "[60/4|15]");
    EXPECT_EQ(found("115 \u2013 15 = $100"), "[115 \u2013 15|$100]");
    EXPECT_EQ(found("16 - 3 = <<16-3=13>>13 eggs"), "[16-3|13][16 - 3|13]");
}

TEST(EquationStrict, AgreesWithTheSolutionsOfTheBuiltInProblems)
{
    Rng rng(5);
    for (int i = 0; i < 300; ++i) {
        const WordProblem problem = drawWordProblem(rng, ProblemSplit::Training);
        for (const SolutionStyle style : {SolutionStyle::Equation, SolutionStyle::Steps}) {
            const Verdict verdict = test::verdictOf("equation-strict", problem.prompt.text,
                                                    problem.prompt.answer, problem.solution(style));
            EXPECT_EQ(verdict.outcome, Outcome::Correct) << problem.prompt.text << '\n'
                                                         << problem.solution(style) << '\n'
                                                         << verdict.message;
        }
    }
}

class Penalties : public testing::TestWithParam<VerdictCase>
{
};

TEST_P(Penalties, Grade)
{
    test::expectVerdict(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Length, Penalties,
    testing::Values(VerdictCase{"Short", "length-penalty:unit=words,limit=5,cache=2", "", "", "a b c",
                                kCorrect, "", "length", "3 words", "3 to 5 words", 0.0},
                    VerdictCase{"Within", "length-penalty:unit=words,limit=5,cache=2", "", "", "a b c d",
                                kWrong, "", "length", "4 words", "3 to 5 words", -0.5},
                    VerdictCase{"AtTheLimit", "length-penalty:unit=words,limit=5,cache=2", "", "",
                                "a b c d e", kWrong, "", "length", "5 words", "3 to 5 words", -1.0},
                    VerdictCase{"Beyond", "length-penalty:unit=words,limit=5,cache=2", "", "",
                                "a b c d e f g h", kWrong, "", "length", "8 words", "3 to 5 words", -1.0},
                    VerdictCase{"Characters", "length-penalty:unit=characters,limit=4,cache=0", "", "",
                                "äöüß", kCorrect, "", "length", "4 characters", "4 to 4 characters", 0.0},
                    VerdictCase{"TokensUnknown", "length-penalty", "", "", "a", kError}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Repetition, Penalties,
    testing::Values(VerdictCase{"None", "repetition-penalty", "", "", "one two three four", kCorrect, "",
                                "repetition", "0 of 2 repeat", "", 0.0},
                    VerdictCase{"Half", "repetition-penalty:n=1", "", "", "go GO", kWrong, "", "repetition",
                                "1 of 2 repeat", "", -0.5},
                    VerdictCase{"Trigrams", "repetition-penalty", "", "", "a b c a b c", kWrong, "",
                                "repetition", "1 of 4 repeat", "", -0.25},
                    VerdictCase{"Weighed", "repetition-penalty:most=0.4", "", "", "a b c\na b  c", kWrong, "",
                                "repetition", "1 of 4 repeat", "", -0.1},
                    VerdictCase{"TooShort", "repetition-penalty", "", "", "a a", kCorrect, "", "repetition",
                                "0 of 0 repeat", "", 0.0}),
    kName);

TEST(LengthPenalty, CountsTokensAndKeepsItsScoreWhereAnAnswerIsCut)
{
    const auto verdict = [](FinishReason finish, int tokens) {
        return test::verdictOf("length-penalty:limit=10,cache=4", "", "", "a", finish, tokens);
    };
    EXPECT_EQ(verdict(FinishReason::Stop, 6).parts.at(0).score, 0.0);
    EXPECT_EQ(verdict(FinishReason::Stop, 8).parts.at(0).score, -0.5);
    EXPECT_EQ(verdict(FinishReason::Length, 11).parts.at(0).score, -1.0);
    EXPECT_EQ(verdict(FinishReason::Length, 11).outcome, Outcome::Undecided);
    EXPECT_EQ(verdict(FinishReason::Length, 2).outcome, Outcome::Undecided);
}

class Format : public testing::TestWithParam<VerdictCase>
{
};

TEST_P(Format, IsChecked)
{
    test::expectVerdict(GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    Tags, Format,
    testing::Values(
        VerdictCase{"Think", "format", "", "", "<think>hm</think>\nFour.", kCorrect, "", "format"},
        VerdictCase{"NoThink", "format", "", "", "Four.", kWrong, "", "think"},
        VerdictCase{"TextBefore", "format", "", "", "So <think>hm</think>Four.", kWrong, "", "think"},
        VerdictCase{"NeverClosed", "format", "", "", "<think>hm", kWrong, "", "think"},
        VerdictCase{"Twice", "format", "", "", "<think>a</think><think>b</think>c", kWrong, "", "think"},
        VerdictCase{"NothingBehind", "format", "", "", "<think>hm</think>\n", kWrong, "", "think"},
        VerdictCase{"OpenedByTemplate", "format:opened=yes", "", "", "hm</think>Four.", kCorrect, "",
                    "format"},
        VerdictCase{"ThinkAnswer", "format:tags=think-answer", "", "",
                    "<think>hm</think>\n<answer>4</answer>\n", kCorrect, "4", "format"},
        VerdictCase{"NoAnswerTag", "format:tags=think-answer", "", "", "<think>hm</think>4", kWrong, "",
                    "answer tag"},
        VerdictCase{"AnswerInThinking", "format:tags=think-answer", "", "",
                    "<think><answer>4</answer></think>4", kWrong, "", "answer tag"},
        VerdictCase{"TextAround", "format:tags=think-answer", "", "",
                    "<think>hm</think>So <answer>4</answer>", kWrong, "", "answer tag"},
        VerdictCase{"EmptyAnswer", "format:tags=think-answer", "", "", "<think>hm</think><answer> </answer>",
                    kWrong, "", "answer tag"},
        VerdictCase{"Boxed", "format:tags=none,boxed=yes", "", "", "So \\boxed{4}", kCorrect, "4", "format"},
        VerdictCase{"BoxedInTag", "format:tags=think-answer,boxed=yes", "", "",
                    "<think>hm</think><answer>\\boxed{4}</answer>", kCorrect, "4", "format"},
        VerdictCase{"BoxedInThinkingOnly", "format:boxed=yes", "", "", "<think>\\boxed{4}</think>4", kWrong,
                    "", "boxed"},
        VerdictCase{"UnclosedBox", "format:tags=none,boxed=yes", "", "", "\\boxed{4", kWrong, "", "boxed"}),
    kName);

} // namespace

} // namespace rw
