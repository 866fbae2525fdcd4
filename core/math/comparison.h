#pragma once

#include "core/math/expression.h"
#include "core/math/judge_math.h"
#include "core/math/symbolic.h"

#include <functional>

namespace rw {

/// How expressions of numbers and symbols are compared, and equations.
struct ScalarComparison
{
    std::function<Sameness(const Expression& answer, const Expression& gold)> scalars;
    std::function<Sameness(const Sides& answer, const Sides& gold, bool positive)> equations;
};

/// Compares two answers part by part, whatever their shapes: the names of "x = 5" are left out where the
/// other has none, several answers and sets may come in any order, intervals and inequalities are the same
/// thing, percent and degrees may be written or not, units must agree where both are known.
Sameness compareAnswers(const Expression& answer, const Expression& gold, const MathOptions& options,
                        const ScalarComparison& comparison);

} // namespace rw
