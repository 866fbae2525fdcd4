// Times verifiers: verify_bench SOLUTIONS, a JSONL file with a "solution" in each line that ends in "####
// 18"; prints the verdicts a second of the best of some rounds, in processor time of one core, so that a busy
// machine tells as much as an idle one.
#include "core/base/atomic_file.h"
#include "core/base/strict_json.h"
#include "core/verify/make_verifier.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <exception>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Solution
{
    rw::Prompt prompt;
    std::string text;
};

std::vector<Solution> solutionsOf(const char* file)
{
    std::istringstream lines(rw::readFile(file, std::size_t{1} << 28U));
    std::vector<Solution> solutions;
    for (std::string line; std::getline(lines, line);) {
        Solution solution;
        solution.text = rw::jsonString(rw::parseJson(line, file), "solution", file);
        solution.prompt.answer = solution.text.substr(solution.text.rfind("####") + 4);
        solutions.push_back(std::move(solution));
    }
    return solutions;
}

void measure(const char* spec, const std::vector<Solution>& solutions)
{
    constexpr int kRounds = 9;
    const std::array specs{rw::verifierSpecFromString(spec)};
    const auto verifier = rw::makeVerifier(specs);
    double best = std::numeric_limits<double>::infinity();
    std::size_t correct = 0;
    for (int round = 0; round < kRounds; ++round) {
        correct = 0;
        const std::clock_t begin = std::clock();
        for (const Solution& solution : solutions) {
            const auto verdict = verifier->verify(solution.prompt, solution.text, rw::FinishReason::Stop);
            correct += verdict.outcome == rw::Outcome::Correct ? 1U : 0U;
        }
        best = std::min(best, static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
    }
    std::printf("%-18s %9.0f verdicts/s  (%zu of %zu correct)\n", spec,
                static_cast<double>(solutions.size()) / best, correct, solutions.size());
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "verify_bench SOLUTIONS\n");
        return 2;
    }
    try {
        const auto solutions = solutionsOf(argv[1]);
        for (const char* spec : {"final-number", "math", "normalised-text", "regex:pattern=#### (.+)",
                                 "equation-strict:final=no", "repetition-penalty"})
            measure(spec, solutions);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
