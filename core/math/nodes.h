#pragma once

#include "core/math/expression.h"

#include <string>
#include <vector>

namespace rw::nodes {

// What the grammar puts expressions together with.

Expression make(NodeKind kind, std::string name, std::vector<Expression> parts);
Expression number(std::string digits);
Expression call(std::string name, Expression argument);
Expression pair(NodeKind kind, Expression left, Expression right, std::string name = {});
/// Adds to `left` where it is of `kind` already.
Expression chained(NodeKind kind, Expression left, Expression right);
Expression negated(Expression expression);

} // namespace rw::nodes
