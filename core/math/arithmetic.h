#pragma once

#include "core/math/rational.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// What a calculation with plain numbers comes to.
struct Arithmetic
{
    std::optional<Rational> value; ///< none: see `problem`
    std::vector<Rational> numbers; ///< the numbers it is written with, in order
    std::string
        problem; ///< "cannot be read at ...", "divides by zero", "has numbers too large", "is too long"
};

/// Calculates exactly: + - * / with their spellings (× · ÷ − \times \cdot \div \frac{}{}, x between numbers),
/// parentheses, signs, decimals, thousands separators, currency signs in front and % behind a number. No
/// powers. Text of more than 1000 bytes and nesting of more than 50 are refused before anything is done.
/// @param letters values of single letters, which may stand without a sign of multiplication behind a number
Arithmetic calculate(std::string_view text, const std::map<char, Rational>& letters = {});

} // namespace rw
