#include "core/math/nodes.h"

#include <utility>

namespace rw::nodes {

Expression make(NodeKind kind, std::string name, std::vector<Expression> parts)
{
    return {kind, std::move(name), std::move(parts)};
}

Expression number(std::string digits)
{
    return {NodeKind::Number, std::move(digits), {}};
}

Expression call(std::string name, Expression argument)
{
    Expression result{NodeKind::Call, std::move(name), {}};
    result.parts.push_back(std::move(argument));
    return result;
}

Expression pair(NodeKind kind, Expression left, Expression right, std::string name)
{
    Expression result{kind, std::move(name), {}};
    result.parts.push_back(std::move(left));
    result.parts.push_back(std::move(right));
    return result;
}

Expression chained(NodeKind kind, Expression left, Expression right)
{
    if (left.kind != kind)
        return pair(kind, std::move(left), std::move(right));
    left.parts.push_back(std::move(right));
    return left;
}

Expression negated(Expression expression)
{
    Expression result{NodeKind::Negative, {}, {}};
    result.parts.push_back(std::move(expression));
    return result;
}

} // namespace rw::nodes
