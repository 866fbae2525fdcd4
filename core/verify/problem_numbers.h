#pragma once

#include "core/math/rational.h"

#include <string_view>
#include <vector>

namespace rw {

/// Every number a problem's text gives: in digits, and in English words as far as problems use them ("three",
/// "half", "twice", "dozen").
std::vector<Rational> numbersOf(std::string_view text);

/// The list behind the word "numbers" of a countdown problem: "Using the numbers [19, 36, 55, 7], ...".
/// Empty where there is none.
std::vector<Rational> listedNumbers(std::string_view text);

/// The number a countdown problem wants: behind "equals", "equal to", "target", "make", "reach" or "get".
/// @return false where there is none.
bool findTarget(std::string_view text, Rational& target);

} // namespace rw
