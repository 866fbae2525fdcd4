#pragma once

#include <array>
#include <string_view>

namespace rw {

/// A way of writing a solution.
enum class SolutionStyle {
    BareAnswer, ///< "The answer is 3."
    Equation,   ///< "3x+2*2=13; 3x=9; x=3. The answer is 3."
    Steps ///< "The oranges cost 2*2=4. The apples cost 13-4=9. Each apple costs 9/3=3. The answer is 3."
};

inline constexpr std::array<SolutionStyle, 3> kSolutionStyles{SolutionStyle::BareAnswer,
                                                              SolutionStyle::Equation, SolutionStyle::Steps};

/// "bare", "equation", "steps".
std::string_view toString(SolutionStyle style);

/// The style of an answer: an equation solves for x, steps calculate without one, a bare answer shows no
/// calculation.
SolutionStyle classifySolution(std::string_view text);

} // namespace rw
