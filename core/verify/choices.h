#pragma once

#include "core/verify/answer_extraction.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The options of a multiple-choice question, A first: what stands behind "A)", "(B)", "C." or "D:", each to
/// the next one or the end of its line. Empty unless there are two at least, in the order of the alphabet.
std::vector<std::string> choicesOf(std::string_view question);

/// A letter that a text chooses, as an index: 0 for A.
struct ChosenLetter
{
    std::size_t index = 0;
    ByteRange range;
};

/// The letter that `text` begins with or is: "C", "(C)", "C.", "C) Paris", "\text{(C)}", "option C", "**C**".
/// @param count letters there are; a later one is none
std::optional<ChosenLetter> leadingLetter(std::string_view text, std::size_t count);

/// The last letter of `text` that stands like a choice: "(C)", "C.", "C)" or alone on its line.
std::optional<ChosenLetter> lastLetter(std::string_view text, std::size_t count);

} // namespace rw
