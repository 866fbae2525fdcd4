#include "core/math/answer_shape.h"

#include <algorithm>
#include <utility>

namespace rw {

namespace {

bool isSymbol(const Expression& expression)
{
    return expression.kind == NodeKind::Symbol;
}

bool hasKind(const Expression& expression, NodeKind kind)
{
    bool found = false;
    visitAll(expression, [&](const Expression& node) { found = found || node.kind == kind; });
    return found;
}

/// "x", "f(x)", "AB", "Area": what an answer may be called.
bool isName(const Expression& expression)
{
    if (isSymbol(expression))
        return expression.name != "pi" && expression.name != "e" && expression.name != "i";
    if (expression.kind == NodeKind::Text)
        return true;
    return expression.kind == NodeKind::Product && expression.parts.size() <= 3 &&
           std::all_of(expression.parts.begin(), expression.parts.end(), isSymbol);
}

Expression infinity(bool negative)
{
    Expression symbol{NodeKind::Symbol, "infinity", {}};
    if (!negative)
        return symbol;
    return {NodeKind::Negative, {}, {std::move(symbol)}};
}

Expression interval(Expression low, Expression high, std::string brackets)
{
    Expression result{NodeKind::Tuple, std::move(brackets), {}};
    result.parts.push_back(std::move(low));
    result.parts.push_back(std::move(high));
    return result;
}

Expression withSign(const Expression& expression, bool negative)
{
    if (expression.kind != NodeKind::PlusMinus) {
        Expression result{expression.kind, expression.name, {}};
        for (const Expression& part : expression.parts)
            result.parts.push_back(withSign(part, negative));
        return result;
    }
    Expression last = withSign(expression.parts.back(), negative);
    if (negative) {
        Expression turned{NodeKind::Negative, {}, {}};
        turned.parts.push_back(std::move(last));
        last = std::move(turned);
    }
    if (expression.parts.size() == 1)
        return last;
    Expression sum{NodeKind::Sum, {}, {}};
    sum.parts.push_back(withSign(expression.parts.front(), negative));
    sum.parts.push_back(std::move(last));
    return sum;
}

} // namespace

bool isScalar(const Expression& expression)
{
    switch (expression.kind) {
    case NodeKind::Number:
    case NodeKind::Symbol:
    case NodeKind::Sum:
    case NodeKind::Negative:
    case NodeKind::Product:
    case NodeKind::Quotient:
    case NodeKind::Power:
    case NodeKind::PlusMinus:
    case NodeKind::Call:
        return true;
    default:
        return false;
    }
}

Expression withoutName(Expression expression)
{
    if (expression.kind != NodeKind::Relation)
        return expression;
    const Expression& first = expression.parts.front();
    if (expression.name == "in")
        return isName(first) ? std::move(expression.parts.back()) : expression;
    if (expression.name != "=")
        return expression;
    const bool calculates = isScalar(first) && !hasKind(first, NodeKind::Symbol);
    if (calculates && isName(expression.parts.back()))
        return std::move(expression.parts.front());
    if (isName(first) || calculates)
        return std::move(expression.parts.back());
    return expression;
}

std::optional<Expression> intervalOf(const Expression& relation)
{
    if (relation.kind != NodeKind::Relation || relation.parts.size() != 2)
        return std::nullopt;
    const Expression& left = relation.parts[0];
    const Expression& right = relation.parts[1];
    const bool below = isName(left) && isScalar(right);
    const bool above = isName(right) && isScalar(left);
    if (below == above)
        return std::nullopt;
    const bool closed = relation.name == "<=";
    if (relation.name == "!=") {
        const Expression& hole = below ? right : left;
        return Expression{NodeKind::Union,
                          {},
                          {interval(infinity(true), hole, "()"), interval(hole, infinity(false), "()")}};
    }
    if (relation.name != "<" && !closed)
        return std::nullopt;
    if (below)
        return interval(infinity(true), right, closed ? "(]" : "()");
    return interval(left, infinity(false), closed ? "[)" : "()");
}

Expression bothSigns(Expression expression)
{
    if (!isScalar(expression) || !hasKind(expression, NodeKind::PlusMinus))
        return expression;
    return {NodeKind::List, {}, {withSign(expression, false), withSign(expression, true)}};
}

std::vector<Expression> answersOf(const Expression& expression)
{
    std::vector<Expression> answers;
    if (expression.kind != NodeKind::List && expression.kind != NodeKind::Set) {
        Expression signs = bothSigns(expression);
        if (signs.kind == NodeKind::List)
            return std::move(signs.parts);
        answers.push_back(std::move(signs));
        return answers;
    }
    for (const Expression& part : expression.parts) {
        const bool several = part.kind == NodeKind::List || isScalar(part);
        for (Expression& answer : several ? answersOf(part) : std::vector<Expression>{part})
            answers.push_back(std::move(answer));
    }
    return answers;
}

} // namespace rw
