#pragma once

#include "core/math/expression.h"
#include "core/math/rational.h"

#include <optional>

namespace rw {

/// The value of an expression of plain numbers: sums, products, quotients, whole powers up to 64, percent.
/// Nothing for everything else and for what does not fit a Rational.
std::optional<Rational> plainValue(const Expression& expression);

/// Whether a number in it is written with a decimal point.
bool hasDecimal(const Expression& expression);

/// Whether two numbers are the same but for rounding to `decimals` places: they differ by no more than
/// 10^-decimals, or that times the second where it is below 1. @param decimals 0: never
bool equalsRounded(const Rational& number, const Rational& exact, int decimals);

} // namespace rw
