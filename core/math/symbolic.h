#pragma once

#include "core/math/expression.h"

namespace rw {

/// What comparing two expressions of numbers and symbols came to.
enum class Sameness { Same, Different, Unknown };

/// How two equations may be the same: as left minus right, but for a constant factor.
struct Sides
{
    const Expression& left;
    const Expression& right;
};

/// Whether two expressions are equal for all values of their symbols, by GiNaC: by algebra where they are
/// small, else at some points to 80 digits. Unknown where they are too large (nodes, digits, exponents:
/// checked before GiNaC sees them), have what GiNaC has no meaning for, or cannot be evaluated.
///
/// A letter alone is a symbol, but for e, i and pi. GiNaC is not safe for threads and cannot be interrupted.
/// @param decimals where one has a decimal point, they are the same, too, if they differ by no more than
///                 10^-decimals, or that times the second where it is below 1; 0: never
Sameness compareSymbolically(const Expression& first, const Expression& second, int decimals);

/// Whether two equations have the same solutions in that their sides' differences are multiples of each other
/// by a constant. @param positive the constant must be above 0, as for inequalities
Sameness compareEquations(const Sides& first, const Sides& second, bool positive);

} // namespace rw
