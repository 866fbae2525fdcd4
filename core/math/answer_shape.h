#pragma once

#include "core/math/expression.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Whether it is a number, a symbol or what is calculated from them.
bool isScalar(const Expression& expression);

/// What an equation says of a name: 5 of "x = 5", the set of "x in S", the result of "2 + 3 = 5". The
/// expression itself where it says no such thing.
Expression withoutName(Expression expression);

/// The interval an inequality of one name describes: (-infinity, 5) of "x < 5", and two of "x != 5". Nothing
/// where it is no such inequality.
std::optional<Expression> intervalOf(const Expression& relation);

/// Both values of what has a plus-minus sign in it, as a List; else the expression.
Expression bothSigns(Expression expression);

/// Its parts where it is several answers or a set, flattened, with both values of each plus-minus sign; else
/// it alone.
std::vector<Expression> answersOf(const Expression& expression);

} // namespace rw
