#include "core/prompts/school_text.h"

#include "core/prompts/word_problems.h"

#include <array>
#include <string_view>

namespace rw {

namespace {

constexpr double kSumsAtStart = 0.6; ///< share of sums and facts in the first fifth
constexpr double kSumsLater = 0.15;  ///< and after it
constexpr double kSumsUntil = 0.2;   ///< of the training
constexpr double kFactsAmongSums = 0.05;
constexpr double kStepsInPretraining = 0.75;
constexpr double kBareInImitation = 0.65;
constexpr double kEquationInImitation = 0.20;
constexpr int kSumsInARow = 8;

constexpr std::array<std::string_view, 14> kFacts{
    "Speed times time is distance. A train at 60 km/h goes 120 km in 2 hours.",
    "Distance divided by speed is time.",
    "Force is mass times acceleration. It is measured in N.",
    "Friction works against the motion.",
    "Density is mass divided by volume. Mass is density times volume.",
    "Voltage is current times resistance. That is Ohm's law.",
    "Resistors in a row add up.",
    "The area of a rectangle is length times width.",
    "The perimeter of a rectangle is two times length plus width.",
    "Change is what is paid minus what it costs.",
    "The price of all is the number times the price of each.",
    "To share is to divide.",
    "A week has 7 days. A day has 24 hours.",
    "To solve for x, do the same on both sides."};

std::string sum(Rng& rng)
{
    const auto text = [](int a, char sign, int b, int result) {
        return std::to_string(a) + sign + std::to_string(b) + "=" + std::to_string(result);
    };
    switch (rng.between(0, 6)) {
    case 0: {
        const int a = rng.between(1, 90);
        const int b = rng.between(1, 40);
        return text(a, '+', b, a + b);
    }
    case 1: {
        const int a = rng.between(10, 110);
        const int b = rng.between(1, a - 1);
        return text(a, '-', b, a - b);
    }
    case 2: {
        const int a = rng.between(2, 15);
        const int b = rng.between(2, 9);
        return text(a, '*', b, a * b);
    }
    case 3: {
        const int a = rng.between(2, 12);
        const int b = rng.between(2, 12);
        return text(a * b, '/', a, b);
    }
    case 4: {
        const int a = rng.between(2, 6);
        const int b = 10 * rng.between(2, 9);
        return text(a, '*', b, a * b);
    }
    case 5: {
        const int a = 10 * rng.between(4, 54);
        const int b = rng.between(5, 40);
        return text(a, '+', b, a + b);
    }
    default: {
        const int a = rng.between(6, 45);
        return text(a, '*', 2, a * 2);
    }
    }
}

SchoolExample sumsOrFacts(Rng& rng)
{
    if (rng.uniform() < kFactsAmongSums)
        return {{}, std::string(rng.choose(kFacts))};
    std::string text = sum(rng);
    for (int i = 1; i < kSumsInARow; ++i)
        text += ". " + sum(rng);
    return {{}, text + "."};
}

SchoolExample workedExample(Rng& rng, SolutionStyle style)
{
    const WordProblem problem = drawWordProblem(rng, ProblemSplit::Training);
    return {problem.prompt.text, problem.solution(style)};
}

} // namespace

SchoolExample drawPretrainingExample(Rng& rng, double progress)
{
    if (rng.uniform() < (progress < kSumsUntil ? kSumsAtStart : kSumsLater))
        return sumsOrFacts(rng);
    return workedExample(rng, rng.uniform() < kStepsInPretraining ? SolutionStyle::Steps
                                                                  : SolutionStyle::Equation);
}

SchoolExample drawImitationExample(Rng& rng)
{
    const double chance = rng.uniform();
    if (chance < kBareInImitation)
        return workedExample(rng, SolutionStyle::BareAnswer);
    if (chance < kBareInImitation + kEquationInImitation)
        return workedExample(rng, SolutionStyle::Equation);
    return workedExample(rng, SolutionStyle::Steps);
}

} // namespace rw
