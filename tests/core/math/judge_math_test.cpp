#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "core/base/words.h"
#include "core/math/judge_math.h"

#include <gtest/gtest.h>

#include <chrono>
#include <sstream>
#include <vector>

namespace rw {

namespace {

constexpr Words<MathRelation, 5> kRelations{{{MathRelation::Equal, "equal"},
                                             {MathRelation::Different, "different"},
                                             {MathRelation::AnswerUnread, "answer unread"},
                                             {MathRelation::GoldUnread, "gold unread"},
                                             {MathRelation::Undecided, "undecided"}}};

/// A line of the table beside math-verify.
struct Pair
{
    std::string gold;
    std::string answer;
    bool mathVerify = false;
    std::string ours;
    std::string why;
};

std::vector<Pair> table()
{
    const std::string file = std::string(RW_SOURCE_DIR) + "/tests/core/math/data/pairs.jsonl";
    std::istringstream lines(readFile(file, std::size_t{1} << 20U));
    std::vector<Pair> pairs;
    for (std::string line; std::getline(lines, line);) {
        const Json json = parseJson(line, file);
        pairs.push_back(
            {json.at("gold"), json.at("answer"), json.at("math_verify"), json.at("ours"), json.at("why")});
    }
    return pairs;
}

std::string relation(const std::string& answer, const std::string& gold, const MathOptions& options = {})
{
    return std::string(wordOf(kRelations, judgeMath(answer, gold, options).relation));
}

TEST(JudgeMath, JudgesEveryPairOfTheTableAsWrittenThere)
{
    const auto pairs = table();
    EXPECT_GE(pairs.size(), 300U);
    for (const Pair& pair : pairs)
        EXPECT_EQ(relation(pair.answer, pair.gold), pair.ours) << pair.answer << " for " << pair.gold;
}

TEST(JudgeMath, ExplainsEveryDifferenceToMathVerify)
{
    for (const Pair& pair : table()) {
        const bool differs = pair.mathVerify != (pair.ours == "equal");
        EXPECT_EQ(differs, !pair.why.empty()) << pair.answer << " for " << pair.gold;
        EXPECT_EQ(pair.why.find('\n'), std::string::npos);
    }
}

TEST(JudgeMath, DecidesPlainNumbersWithoutAlgebraAndAsWithIt)
{
    int plain = 0;
    for (const Pair& pair : table()) {
        const auto judgement = judgePlainMath(pair.answer, pair.gold);
        if (!judgement)
            continue;
        ++plain;
        EXPECT_EQ(wordOf(kRelations, judgement->relation), pair.ours) << pair.answer << " for " << pair.gold;
    }
    EXPECT_GE(plain, 150);
    EXPECT_TRUE(judgePlainMath("1,000", "1000"));
    EXPECT_TRUE(judgePlainMath("\\{1,\\frac12\\}", "\\{0.5,1\\}"));
    EXPECT_FALSE(judgePlainMath("\\sqrt{12}", "2\\sqrt3"));
    EXPECT_FALSE(judgePlainMath("y=2x", "2y=4x"));
}

TEST(JudgeMath, SaysHowItReadBothSides)
{
    const MathJudgement judgement = judgeMath("$x=\\dfrac{1}{2}$", "0.5");
    EXPECT_EQ(judgement.relation, MathRelation::Equal);
    EXPECT_EQ(judgement.answer, "x = 1/2");
    EXPECT_EQ(judgement.gold, "0.5");
}

TEST(JudgeMath, ObeysItsOptions)
{
    EXPECT_EQ(relation("0.333333", "1/3"), "equal");
    EXPECT_EQ(relation("0.333333", "1/3", {.decimals = 0}), "different");
    EXPECT_EQ(relation("0.33", "1/3", {.decimals = 2}), "equal");
    EXPECT_EQ(relation("3.14", "\\pi", {.decimals = 2}), "equal");
    EXPECT_EQ(relation("3.14", "\\pi"), "different");
    EXPECT_EQ(relation("5 km", "5\\text{ m}"), "different");
    EXPECT_EQ(relation("5 km", "5\\text{ m}", {.units = false}), "equal");
    EXPECT_EQ(relation("2, 1", "1, 2"), "equal");
    EXPECT_EQ(relation("2, 1", "1, 2", {.ordered = true}), "different");
}

TEST(JudgeMath, TellsGoldThatCannotBeReadFromAnswersThatCannot)
{
    EXPECT_EQ(relation("7", "\\frac{7}{"), "gold unread");
    EXPECT_EQ(relation("\\frac{7}{", "7"), "answer unread");
    EXPECT_EQ(relation("\\int f", "\\int f"), "equal") << "the same text";
    EXPECT_EQ(judgeMath("7", "").relation, MathRelation::GoldUnread);
}

TEST(JudgeMath, LeavesWhatIsTooLargeUndecidedAtOnce)
{
    std::string sum = "x";
    for (int i = 0; i < 500; ++i)
        sum += "+x";
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string& answer :
         {std::string("9^{9^{9^9}}"), std::string("1000000!"), std::string("2^{1000000}"), sum,
          std::string("(x+y+z)^{1000}"), std::string("((x+1)^{10})^((x+1)^{10})^2"),
          std::string("x^{x^{x^{x^{x}}}}"), std::string("2^{1000x^{900}}"),
          std::string("((x+y)^{100}+z)^{100}"), std::string(5000, '1'),
          std::string("\\binom{1000000}{500000}"), std::string("\\sqrt{\\sqrt{10^{300}}}^{999}")}) {
        const std::string found = relation(answer, "x+1");
        EXPECT_TRUE(found == "undecided" || found == "different") << answer.substr(0, 40) << ": " << found;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(JudgeMath, GivesUpOnSetsOfSetsWithoutEnd)
{
    std::string inner = "\\{";
    for (int i = 0; i < 35; ++i)
        inner += std::to_string(i) + ", ";
    std::string answer = "\\{";
    std::string gold = "\\{";
    for (int i = 0; i < 12; ++i) {
        answer += inner + "9" + std::to_string(i) + "\\}, ";
        gold += inner + "8" + std::to_string(i) + "\\}, ";
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto judgement = judgePlainMath(answer + "1\\}", gold + "1\\}");
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    ASSERT_TRUE(judgement);
    EXPECT_NE(judgement->relation, MathRelation::Equal);
}

TEST(JudgeMath, SeesSmallDifferencesOfLargeNumbers)
{
    EXPECT_EQ(relation("10^{40}+x", "10^{40}+y"), "different");
    EXPECT_EQ(relation("10^{40}+1", "10^{40}"), "different");
    EXPECT_EQ(relation("\\sqrt{10^{40}+1}", "10^{20}"), "different");
    EXPECT_EQ(relation("\\sqrt{2}+10^{-30}", "\\sqrt{2}"), "different");
    EXPECT_EQ(relation("10^{40}+x-1", "x+10^{40}-1"), "equal");
}

TEST(JudgeMath, SurvivesPolesAndDivisionsByZero)
{
    EXPECT_NE(relation("1/0", "5"), "equal");
    EXPECT_NE(relation("\\frac{1}{x-x}", "5"), "equal");
    EXPECT_NE(relation("\\ln 0", "5"), "equal");
    EXPECT_NE(relation("\\tan 90^\\circ", "5"), "equal");
    EXPECT_NE(relation("0^0", "0^{-1}"), "equal");
    EXPECT_NE(relation("0^{-1}", "5"), "equal");
}

} // namespace

} // namespace rw
