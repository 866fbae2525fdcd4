#pragma once

#include "core/verify/answer_extraction.h"

#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// One "=" of a text with the calculations beside it.
struct Equation
{
    std::string left;
    std::string right;
    ByteRange range; ///< from the left calculation to the right one
};

/// The equations of `text` behind byte `from`, in order: "2*2=4" of "The oranges cost 2*2=4.", both of
/// "x = 3 + 4 = 7", and what GSM8K writes as <<2*2=4>>. A "=" with no calculation on one side is none.
/// At most 1000.
std::vector<Equation> equationsOf(std::string_view text, std::size_t from);

} // namespace rw
