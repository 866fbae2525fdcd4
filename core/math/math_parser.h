#pragma once

#include "core/math/expression.h"
#include "core/math/math_token.h"

#include <string_view>

namespace rw {

/// Reads a mathematical answer, LaTeX or infix: numbers (decimal, mixed, repeating, percent, with currency or
/// unit), roots, powers, functions, several answers, tuples, sets, intervals and their unions, equations and
/// inequalities, matrices; words become Text.
///
/// `a > b` is read as `b < a`, `1 < x <= 5` as `x in (1, 5]`. Nesting of more than 40 is refused.
/// @throws MathProblem for what cannot be read; reads each byte a bounded number of times.
Expression parseMath(std::string_view text);

} // namespace rw
