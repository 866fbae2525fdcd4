#pragma once

#include "core/base/strict_json.h"

#include <string>
#include <string_view>

namespace rw {

/// The numbers of a list, or of a text that is one, as a person writes them: "19, 36, 55, 7".
/// @throws Error with a sentence that names the column where it is no list of 2 to 100 numbers.
std::string numberListOf(const Json& value, const std::string& column);

/// The expected answer of a countdown problem, which says what is calculated with: "19, 36, 55, 7 -> 65". Its
/// last number is the target.
std::string countdownAnswer(std::string_view target, std::string_view numbers);

/// The question of a countdown problem that a file has as its numbers and target alone.
std::string countdownQuestion(std::string_view target, std::string_view numbers);

} // namespace rw
