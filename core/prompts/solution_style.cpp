#include "core/prompts/solution_style.h"

namespace rw {

std::string_view toString(SolutionStyle style)
{
    switch (style) {
    case SolutionStyle::BareAnswer:
        return "bare";
    case SolutionStyle::Equation:
        return "equation";
    case SolutionStyle::Steps:
        return "steps";
    }
    return {};
}

SolutionStyle classifySolution(std::string_view text)
{
    if (text.find("x=") != std::string_view::npos || text.find("x =") != std::string_view::npos)
        return SolutionStyle::Equation;
    return text.find('=') != std::string_view::npos ? SolutionStyle::Steps : SolutionStyle::BareAnswer;
}

} // namespace rw
