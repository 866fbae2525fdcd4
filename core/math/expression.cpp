#include "core/math/expression.h"

#include <string_view>

namespace rw {

namespace {

int rankOf(const Expression& expression)
{
    switch (expression.kind) {
    case NodeKind::List:
        return 0;
    case NodeKind::Relation:
        return 1;
    case NodeKind::Union:
        return 2;
    case NodeKind::Sum:
    case NodeKind::Negative:
    case NodeKind::PlusMinus:
        return 3;
    case NodeKind::Product:
    case NodeKind::Quotient:
    case NodeKind::Quantity:
        return 4;
    case NodeKind::Power:
        return 5;
    default:
        return 6;
    }
}

/// In parentheses where it binds no closer than `rank`.
std::string inside(const Expression& part, int rank)
{
    const std::string text = toString(part);
    return rankOf(part) <= rank ? "(" + text + ")" : text;
}

std::string joined(const std::vector<Expression>& parts, std::string_view between, int rank = -1)
{
    std::string text;
    for (const Expression& part : parts) {
        if (&part != &parts.front())
            text += between;
        text += inside(part, rank);
    }
    return text;
}

std::string sumText(const std::vector<Expression>& parts)
{
    std::string text;
    for (const Expression& part : parts) {
        const bool negative = part.kind == NodeKind::Negative;
        if (&part != &parts.front())
            text += negative ? " - " : " + ";
        else if (negative)
            text += "-";
        text += negative ? inside(part.parts.front(), 3) : inside(part, 3);
    }
    return text;
}

std::string plusMinusText(const std::vector<Expression>& parts)
{
    if (parts.size() == 1)
        return "\u00B1" + inside(parts[0], 3);
    return inside(parts[0], 3) + " \u00B1 " + inside(parts[1], 3);
}

} // namespace

std::string toString(const Expression& expression)
{
    const auto& parts = expression.parts;
    switch (expression.kind) {
    case NodeKind::Number:
    case NodeKind::Symbol:
    case NodeKind::Text:
        return expression.name;
    case NodeKind::Sum:
        return sumText(parts);
    case NodeKind::Negative:
        return "-" + inside(parts[0], 3);
    case NodeKind::Product:
        return joined(parts, " ", 3);
    case NodeKind::Quotient:
        return inside(parts[0], 3) + "/" + inside(parts[1], 4);
    case NodeKind::Power:
        return inside(parts[0], 5) + "^" + inside(parts[1], 5);
    case NodeKind::PlusMinus:
        return plusMinusText(parts);
    case NodeKind::Call:
        if (expression.name == "percent")
            return inside(parts[0], 4) + "%";
        if (expression.name == "degree")
            return inside(parts[0], 4) + "\u00B0";
        return expression.name + "(" + joined(parts, ", ") + ")";
    case NodeKind::Tuple:
        return expression.name.substr(0, 1) + joined(parts, ", ") + expression.name.substr(1);
    case NodeKind::Set:
        return "{" + joined(parts, ", ") + "}";
    case NodeKind::List:
        return joined(parts, ", ", 0);
    case NodeKind::Union:
        return joined(parts, " \u222A ", 2);
    case NodeKind::Relation:
        return joined(parts, " " + expression.name + " ", 1);
    case NodeKind::Matrix:
        return "[" + joined(parts, "; ") + "]";
    case NodeKind::Quantity:
        return inside(parts[0], 4) + " " + expression.name;
    }
    return {};
}

} // namespace rw
