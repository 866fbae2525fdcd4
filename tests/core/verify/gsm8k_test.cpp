#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "tests/core/verify/verdict_case.h"

#include <gtest/gtest.h>

#include <sstream>

namespace rw {

namespace {

std::vector<Json> linesOf(const std::string& name)
{
    const std::string file = std::string(RW_SOURCE_DIR) + "/tests/core/verify/data/" + name;
    std::istringstream text(readFile(file, std::size_t{1} << 22U));
    std::vector<Json> lines;
    for (std::string line; std::getline(text, line);)
        lines.push_back(parseJson(line, file));
    return lines;
}

/// What GSM8K takes for the answer of its own solution: what stands behind "#### ", without commas.
std::string answerOf(const std::string& solution)
{
    std::string answer = solution.substr(solution.rfind("#### ") + 5);
    std::erase(answer, ',');
    return answer;
}

TEST(Gsm8k, EverySolutionOfTheTestSplitIsCorrectForItsOwnAnswerAlone)
{
    for (const char* verifier : {"final-number", "math"}) {
        std::string other;
        int correct = 0;
        for (const Json& line : linesOf("gsm8k_solutions.jsonl")) {
            const std::string solution = line.at("solution");
            const std::string answer = answerOf(solution);
            const Verdict verdict = test::verdictOf(verifier, "", answer, solution);
            EXPECT_EQ(verdict.outcome, Outcome::Correct) << verifier << ": " << solution;
            correct += verdict.outcome == Outcome::Correct ? 1 : 0;
            if (!other.empty() && other != answer) {
                EXPECT_EQ(test::verdictOf(verifier, "", other, solution).outcome, Outcome::Wrong)
                    << verifier << ", for " << other << ": " << solution;
            }
            other = answer;
        }
        EXPECT_EQ(correct, 1319);
    }
}

/// The figure moves only when somebody looks: solutions may calculate with what a reader knows (minutes of an
/// hour, weeks of a month), and some of GSM8K's own equations do not hold.
TEST(Gsm8k, StrictEquationsTakeTheSolutionsThatCalculateWithTheProblemsNumbersAlone)
{
    int correct = 0;
    int otherNumbers = 0;
    int untrue = 0;
    std::string other;
    for (const Json& line : linesOf("gsm8k_solutions.jsonl")) {
        const std::string question = line.at("question");
        const std::string solution = line.at("solution");
        const std::string answer = answerOf(solution);
        const Verdict verdict = test::verdictOf("equation-strict", question, answer, solution);
        if (verdict.outcome == Outcome::Correct)
            ++correct;
        else
            ++(verdict.message.starts_with("The problem does not give") ? otherNumbers : untrue);
        EXPECT_TRUE(verdict.outcome == Outcome::Correct || verdict.outcome == Outcome::Wrong) << solution;
        if (!other.empty() && other != answer) {
            EXPECT_NE(test::verdictOf("equation-strict", question, other, solution).outcome, Outcome::Correct)
                << "for " << other << ": " << solution;
        }
        other = answer;
    }
    EXPECT_EQ(correct, 1147);
    EXPECT_EQ(otherNumbers, 157);
    EXPECT_EQ(untrue, 15) << "not true as it is written, or not to be read: \"30/100%1000 = 300\"";
}

TEST(Gsm8k, ModelWrittenSolutionsAreJudgedAsItsOwnLabelsSay)
{
    const auto lines = linesOf("gsm8k_model_solutions.jsonl");
    EXPECT_EQ(lines.size(), 59U);
    for (const char* verifier : {"final-number", "math"}) {
        for (const Json& line : lines) {
            const Verdict verdict =
                test::verdictOf(verifier, "", line.at("expected"), line.at("solution").get<std::string>());
            EXPECT_EQ(verdict.outcome == Outcome::Correct, line.at("correct").get<bool>())
                << verifier << ": " << line.dump(1);
        }
    }
}

} // namespace

} // namespace rw
