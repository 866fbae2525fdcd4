#include "core/prompts/word_problems.h"
#include "core/verify/verifier.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace rw {

namespace {

constexpr const char* kFirst =
    "Emily bought three apples and two oranges. Each orange costs $2. The total is $13. "
    "What does each apple cost?";

using Tuple = std::pair<std::string, std::vector<int>>;

std::set<Tuple> drawTuples(ProblemSplit split, int count)
{
    Rng rng(11);
    std::set<Tuple> tuples;
    for (int i = 0; i < count; ++i) {
        const WordProblem problem = drawWordProblem(rng, split);
        tuples.emplace(problem.family, problem.numbers);
    }
    return tuples;
}

TEST(WordProblems, HaveTenFamiliesInFourCategoriesAtLeast)
{
    Rng rng(1);
    std::set<std::string> families;
    std::set<std::string> categories;
    for (int i = 0; i < 2000; ++i) {
        const WordProblem problem = drawWordProblem(rng, ProblemSplit::Training);
        families.insert(problem.family);
        categories.insert(problem.prompt.category);
        EXPECT_GE(problem.prompt.difficulty, 1);
        EXPECT_LE(problem.prompt.difficulty, 3);
    }
    EXPECT_EQ(families.size(), problemFamilies().size());
    EXPECT_GE(families.size(), 10U);
    EXPECT_GE(categories.size(), 4U);
    for (const char* category : {"shopping", "travel", "physics", "geometry", "ages", "sharing", "savings"})
        EXPECT_TRUE(categories.contains(category)) << category;
}

TEST(WordProblems, AreSolvedRightInEveryStyle)
{
    const auto verifier = makeFinalNumberVerifier();
    Rng rng(2);
    for (int i = 0; i < 3000; ++i) {
        const WordProblem problem = drawWordProblem(rng, ProblemSplit::Training);
        EXPECT_EQ(problem.prompt.text.find_first_of("{}"), std::string::npos) << problem.prompt.text;
        for (const SolutionStyle style : kSolutionStyles) {
            const std::string solution = problem.solution(style);
            EXPECT_EQ(verifier->verify(problem.prompt, solution, FinishReason::Stop).outcome,
                      Outcome::Correct)
                << solution;
            EXPECT_EQ(classifySolution(solution), style) << solution;
        }
    }
}

/// Each "a*b=c" in a text.
void expectCalculationsToHold(const std::string& text)
{
    for (std::size_t i = 1; i < text.size(); ++i) {
        int a = 0;
        int b = 0;
        int c = 0;
        char sign = 0;
        const bool begins = std::isdigit(static_cast<unsigned char>(text[i])) != 0 && text[i - 1] == ' ';
        if (!begins || std::sscanf(text.c_str() + i, "%d%c%d=%d", &a, &sign, &b, &c) != 4)
            continue;
        const std::map<char, int> results{
            {'+', a + b}, {'-', a - b}, {'*', a * b}, {'/', b == 0 ? 0 : a / b}};
        ASSERT_TRUE(results.contains(sign)) << text;
        EXPECT_EQ(results.at(sign), c) << text;
        EXPECT_TRUE(sign != '/' || a % b == 0) << text;
    }
}

TEST(WordProblems, CalculateRightInEveryStep)
{
    Rng rng(3);
    for (int i = 0; i < 3000; ++i)
        expectCalculationsToHold(drawWordProblem(rng, ProblemSplit::Training).steps);
}

TEST(WordProblems, KeepTheNumbersOfTheSplitsApart)
{
    const std::set<Tuple> training = drawTuples(ProblemSplit::Training, 60'000);
    for (const Tuple& tuple : drawTuples(ProblemSplit::HeldOut, 20'000))
        EXPECT_FALSE(training.contains(tuple)) << tuple.first;
}

TEST(BuiltinPrompts, BeginWithApplesAndOranges)
{
    const Prompt first = builtinTrainingPrompts(1).front();
    EXPECT_EQ(first.id, "train-00001");
    EXPECT_EQ(first.text, kFirst);
    EXPECT_EQ(first.answer, "3");
    EXPECT_EQ(first.category, "shopping");
    const std::set<Tuple> heldOut = drawTuples(ProblemSplit::HeldOut, 60'000);
    EXPECT_FALSE(heldOut.contains({problemFamilies().front(), {3, 2, 2, 13}}));
}

TEST(BuiltinPrompts, AreManyAndAllDifferent)
{
    const std::vector<Prompt> training = builtinTrainingPrompts();
    const std::vector<Prompt> heldOut = builtinHeldOutPrompts();
    EXPECT_EQ(training.size(), 20'000U);
    EXPECT_EQ(heldOut.size(), 500U);
    std::set<std::string> texts;
    std::set<std::string> ids;
    for (const auto* prompts : {&training, &heldOut}) {
        for (const Prompt& prompt : *prompts) {
            texts.insert(prompt.text);
            ids.insert(prompt.id);
        }
    }
    EXPECT_EQ(texts.size(), 20'500U);
    EXPECT_EQ(ids.size(), 20'500U);
    EXPECT_EQ(heldOut.back().id, "heldout-500");
}

TEST(BuiltinPrompts, AreTheSameEveryTime)
{
    EXPECT_EQ(builtinHeldOutPrompts(), builtinHeldOutPrompts());
    const std::vector<Prompt> few = builtinTrainingPrompts(50);
    const std::vector<Prompt> more = builtinTrainingPrompts(80);
    EXPECT_TRUE(std::equal(few.begin(), few.end(), more.begin())) << "asking for more changes none";
}

} // namespace

} // namespace rw
