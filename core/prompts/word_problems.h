#pragma once

#include "core/base/rng.h"
#include "core/prompts/prompt.h"
#include "core/prompts/solution_style.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rw {

/// Which numbers a problem may use. Within a family a tuple of numbers belongs to one split for good, so that
/// no held-out problem can be known by heart, whatever its names and wording.
enum class ProblemSplit { Training, HeldOut };

/// A made-up problem with its solution in every style.
struct WordProblem
{
    Prompt prompt; ///< without id
    std::string family;
    std::vector<int> numbers; ///< the tuple that decides the split
    std::string equation;     ///< solution in the style Equation
    std::string steps;        ///< solution in the style Steps

    [[nodiscard]] std::string solution(SolutionStyle style) const;
};

/// Draws a problem of a family of chance. Names, things and wordings vary; numbers are small and answers
/// whole.
WordProblem drawWordProblem(Rng& rng, ProblemSplit split);

/// The names of all families, for tests and statistics.
std::vector<std::string> problemFamilies();

inline constexpr std::size_t kTrainingPrompts = 20'000;
inline constexpr std::size_t kHeldOutPrompts = 500;

/// The built-in prompts: all different, the same on every machine. Ids "train-00001" and "heldout-001"
/// onwards. The first training prompt is always the one of the apples and oranges.
std::vector<Prompt> builtinTrainingPrompts(std::size_t count = kTrainingPrompts);
std::vector<Prompt> builtinHeldOutPrompts(std::size_t count = kHeldOutPrompts);

} // namespace rw
