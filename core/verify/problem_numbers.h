#pragma once

#include "core/math/rational.h"

#include <string_view>
#include <vector>

namespace rw {

/// Every number a problem's text gives: in digits, and in English words as far as problems use them ("three",
/// "half", "twice", "dozen").
std::vector<Rational> numbersOf(std::string_view text);

/// The list that a countdown problem gives: behind "numbers", "cards" or the like ("Using the numbers [19,
/// 36, 55, 7], ..."), else in brackets, else behind "use", "with", "from" or the like ("Make 24 from 4, 7, 8
/// and 8"). Empty where there is none.
std::vector<Rational> listedNumbers(std::string_view text);

/// The numbers of a text in order, as they are written in digits; none where one of them is too large.
std::vector<Rational> numbersWritten(std::string_view text);

/// The number a countdown problem wants: behind "equals", "target", "make", "reach", "calculate" or the like,
/// else behind a sign of equality.
/// @return false where there is none.
bool findTarget(std::string_view text, Rational& target);

} // namespace rw
