#include "tests/core/verify/verdict_case.h"

namespace rw {

namespace {

using test::VerdictCase;

constexpr auto kCorrect = Outcome::Correct;
constexpr auto kWrong = Outcome::Wrong;
constexpr auto kUndecided = Outcome::Undecided;
constexpr auto kError = Outcome::Error;

class TextVerifiers : public testing::TestWithParam<VerdictCase>
{
};

TEST_P(TextVerifiers, FindAndCompare)
{
    test::expectVerdict(GetParam());
}

const auto kName = [](const auto& test) { return test.param.name; };

INSTANTIATE_TEST_SUITE_P(
    Exact, TextVerifiers,
    testing::Values(
        VerdictCase{"Whole", "exact-text", "", "blue", " blue\n", kCorrect, "blue", "whole text"},
        VerdictCase{"Case", "exact-text", "", "blue", "Blue", kWrong, "Blue", "whole text"},
        VerdictCase{"Boxed", "exact-text", "", "x+1", "So \\boxed{x+1}.", kCorrect, "x+1", "boxed"},
        VerdictCase{"Sentence", "exact-text", "", "blue", "The answer is blue.", kCorrect, "blue",
                    "answer is"},
        VerdictCase{"Tag", "exact-text", "", "blue", "<answer>\nblue\n</answer>", kCorrect, "blue",
                    "answer tag"},
        VerdictCase{"WholeAsked", "exact-text:from=whole", "", "The answer is blue.", "The answer is blue.",
                    kCorrect, "The answer is blue.", "whole text"},
        VerdictCase{"LastLine", "exact-text:from=last-line", "", "blue", "red\nblue\n\n", kCorrect, "blue",
                    "last line"},
        VerdictCase{"BehindThinking", "exact-text", "", "blue", "<think>red</think>blue", kCorrect, "blue",
                    "whole text"},
        VerdictCase{"ThinkingOnly", "exact-text", "", "blue", "<think>blue", kUndecided, "", "thinking"},
        VerdictCase{"WideText", "exact-text", "", "straße", "äöü: the answer is straße.", kCorrect, "straße",
                    "answer is"},
        VerdictCase{"NoGold", "exact-text", "", "", "blue", kUndecided}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Normalised, TextVerifiers,
    testing::Values(VerdictCase{"Folded", "normalised-text", "", "The Eiffel Tower", "eiffel  tower!",
                                kCorrect, "eiffel  tower!", "whole text", "eiffel tower", "eiffel tower"},
                    VerdictCase{"SharpS", "normalised-text", "", "STRASSE", "straße", kCorrect, "straße",
                                "whole text", "strasse", "strasse"},
                    VerdictCase{"Sigma", "normalised-text", "", "ΟΔΟΣ", "οδός", kWrong, "οδός", "whole text",
                                "οδόσ", "οδοσ"},
                    VerdictCase{"AccentsDropped", "normalised-text:accents=no", "", "ΟΔΟΣ", "οδός", kCorrect,
                                "οδός", "whole text", "οδοσ", "οδοσ"},
                    VerdictCase{"Compatibility", "normalised-text", "", "file 2", "ﬁle ２", kCorrect,
                                "ﬁle ２", "whole text", "file 2", "file 2"},
                    VerdictCase{"Decomposed", "normalised-text", "", "é", "e\u0301", kCorrect, "e\u0301",
                                "whole text", "é", "é"},
                    VerdictCase{"PunctuationCounts", "normalised-text:punctuation=yes", "", "a-b", "ab",
                                kWrong, "ab", "whole text", "ab", "a-b"},
                    VerdictCase{"ArticlesCount", "normalised-text:articles=yes", "", "the sun", "sun", kWrong,
                                "sun", "whole text", "sun", "the sun"},
                    VerdictCase{"CaseCounts", "normalised-text:case=yes", "", "Sun", "sun", kWrong, "sun",
                                "whole text", "sun", "Sun"},
                    VerdictCase{"SpacesCount", "normalised-text:spaces=yes,articles=yes", "", "a b", "a  b",
                                kWrong, "a  b", "whole text", "a  b", "a b"},
                    VerdictCase{"ThinSpace", "normalised-text", "", "10 km", "10\u2009km", kCorrect,
                                "10\u2009km", "whole text", "10 km", "10 km"}),
    kName);

const std::string kCities = "Which is the capital of France?\n(A) Berlin\n(B) Madrid\n(C) Paris\n(D) Rome";

INSTANTIATE_TEST_SUITE_P(
    MultipleChoice, TextVerifiers,
    testing::Values(
        VerdictCase{"Letter", "multiple-choice", kCities, "C", "C", kCorrect, "C", "whole text", "C", "C"},
        VerdictCase{"Parentheses", "multiple-choice", kCities, "C", "(C)", kCorrect, "C", "whole text", "C",
                    "C"},
        VerdictCase{"Point", "multiple-choice", kCities, "(C)", "C. Paris", kCorrect, "C", "whole text", "C",
                    "C"},
        VerdictCase{"Boxed", "multiple-choice", kCities, "C", "It is A or \\boxed{C}", kCorrect, "C", "boxed",
                    "C", "C"},
        VerdictCase{"BoxedText", "multiple-choice", kCities, "C", "\\boxed{\\text{(C)}}", kCorrect, "C",
                    "boxed", "C", "C"},
        VerdictCase{"Sentence", "multiple-choice", kCities, "C", "The answer is (B).", kWrong, "B",
                    "answer is", "B", "C"},
        VerdictCase{"SentenceBold", "multiple-choice", kCities, "C", "Answer: **C**", kCorrect, "C",
                    "answer is", "C", "C"},
        VerdictCase{"Option", "multiple-choice", kCities, "C", "The answer is option C.", kCorrect, "C",
                    "answer is", "C", "C"},
        VerdictCase{"SmallLetter", "multiple-choice", kCities, "C", "\\boxed{c}", kCorrect, "c", "boxed", "C",
                    "C"},
        VerdictCase{"OptionsText", "multiple-choice", kCities, "C", "The answer is Paris.", kCorrect, "Paris",
                    "answer is, option's text", "C", "C"},
        VerdictCase{"GoldIsText", "multiple-choice", kCities, "paris", "(C)", kCorrect, "C", "whole text",
                    "C", "C"},
        VerdictCase{"LastLetter", "multiple-choice", kCities, "C",
                    "A) Berlin is in Germany. So I choose (C), as said.", kCorrect, "C", "last letter", "C",
                    "C"},
        VerdictCase{"LetterOnItsLine", "multiple-choice", kCities, "C", "A capital is asked.\n\nC", kCorrect,
                    "C", "last letter", "C", "C"},
        VerdictCase{"ArticleIsNoLetter", "multiple-choice", kCities, "A", "A city in France", kUndecided, "",
                    "none", "", "A"},
        VerdictCase{"LetterTooFar", "multiple-choice", kCities, "C", "(E)", kUndecided, "", "none", "", "C"},
        VerdictCase{"InThinkingOnly", "multiple-choice", kCities, "C", "<think>\\boxed{C}</think>",
                    kUndecided, "", "none", "", "C"},
        VerdictCase{"OneLine", "multiple-choice", "Pick: A) 3, B) 5, C) 7", "5", "5", kCorrect, "5",
                    "whole text, option's text", "B", "B"},
        VerdictCase{"NoOptionsListed", "multiple-choice", "Pick one.", "D", "The answer is D", kCorrect, "D",
                    "answer is", "D", "D"},
        VerdictCase{"GoldIsNone", "multiple-choice", kCities, "London", "C", kError},
        VerdictCase{"NoGold", "multiple-choice", kCities, "", "C", kUndecided}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Regex, TextVerifiers,
    testing::Values(
        VerdictCase{"Group", R"(regex:pattern=code: (\w+))", "", "blue", "code: red code: blue", kCorrect,
                    "blue", "pattern", "blue", "blue"},
        VerdictCase{"First", R"(regex:pattern=code: (\w+),which=first)", "", "blue", "code: red code: blue",
                    kWrong, "red", "pattern", "red", "blue"},
        VerdictCase{"WholeMatch", R"(regex:pattern=\d+)", "", "42", "21 42", kCorrect, "42", "pattern", "42",
                    "42"},
        VerdictCase{"SecondGroup", R"(regex:pattern=<(\w+)>|\[(\w+)\])", "", "b", "[b]", kCorrect, "b",
                    "pattern", "b", "b"},
        VerdictCase{"GoldByPattern", R"(regex:pattern=\d+,gold=#### (\d+))", "", "so it is\n#### 42", "42",
                    kCorrect, "42", "pattern", "42", "42"},
        VerdictCase{"GoldWithoutMatch", R"(regex:pattern=\d+,gold=#### (\d+))", "", "42", "42", kError},
        VerdictCase{"Number", R"(regex:pattern=[\d.\,]+,compare=number)", "", "1000", "1,000.0", kCorrect,
                    "1,000.0", "pattern", "1000", "1000"},
        VerdictCase{"MatchIsEnough", "regex:pattern=^yes,compare=match", "", "", "yes, sure", kCorrect, "yes",
                    "pattern"},
        VerdictCase{"NoMatch", R"(regex:pattern=\d+)", "", "42", "none", kWrong, "", "none"},
        VerdictCase{"CaseIgnored", "regex:pattern=BLUE|RED,ignore-case=yes", "", "Blue", "it is blue",
                    kCorrect, "blue", "pattern", "blue", "blue"},
        VerdictCase{"BehindThinking", R"(regex:pattern=\d+)", "", "2", "<think>1</think>2", kCorrect, "2",
                    "pattern", "2", "2"},
        VerdictCase{"WideText", R"(regex:pattern=\p{Lu}+)", "", "ÄÖ", "äöü ÄÖ", kCorrect, "ÄÖ", "pattern",
                    "ÄÖ", "ÄÖ"},
        VerdictCase{"EmptyMatches", "regex:pattern=b*", "", "b", "äab", kWrong, "", "pattern", "", "b"}),
    kName);

TEST(RegexVerifier, GivesUpOnExpressionsThatTakeForever)
{
    const Verdict verdict = test::verdictOf(R"(regex:pattern=^(a+)+$)", "", "a", std::string(60, 'a') + "b");
    EXPECT_EQ(verdict.outcome, Outcome::Error);
    EXPECT_NE(verdict.message.find("cannot be matched"), std::string::npos) << verdict.message;
}

TEST(RegexVerifier, GetsThroughLongTexts)
{
    std::string text;
    for (int i = 0; i < 50'000; ++i)
        text += "12 ";
    EXPECT_EQ(test::verdictOf(R"(regex:pattern=\d+)", "", "12", text).outcome, Outcome::Correct);
}

} // namespace

} // namespace rw
