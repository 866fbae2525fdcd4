#include "core/math/plain_value.h"

#include "core/math/arithmetic.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::int64_t kLargestExponent = 64;

std::optional<Rational> powerOf(const Rational& base, const Rational& exponent)
{
    if (exponent.denominator() != 1 || std::abs(exponent.numerator()) > kLargestExponent)
        return std::nullopt;
    std::optional<Rational> result = Rational(1);
    for (std::int64_t i = 0; result && i < std::abs(exponent.numerator()); ++i)
        result = result->times(base);
    if (!result || exponent.numerator() >= 0)
        return result;
    return Rational(1).over(*result);
}

std::optional<Rational> folded(const Expression& expression)
{
    auto result = plainValue(expression.parts.front());
    for (std::size_t i = 1; result && i < expression.parts.size(); ++i) {
        const auto next = plainValue(expression.parts[i]);
        if (!next)
            return std::nullopt;
        result = expression.kind == NodeKind::Sum       ? result->plus(*next)
                 : expression.kind == NodeKind::Product ? result->times(*next)
                                                        : result->over(*next);
    }
    return result;
}

Rational magnitude(const Rational& number)
{
    return number.numerator() < 0 ? number.negated() : number;
}

} // namespace

std::optional<Rational> plainValue(const Expression& expression)
{
    switch (expression.kind) {
    case NodeKind::Number:
        return calculate(expression.name.ends_with('.') ? expression.name + "0" : expression.name).value;
    case NodeKind::Negative: {
        const auto value = plainValue(expression.parts.front());
        return value ? std::optional(value->negated()) : std::nullopt;
    }
    case NodeKind::Sum:
    case NodeKind::Product:
    case NodeKind::Quotient:
        return folded(expression);
    case NodeKind::Power: {
        const auto base = plainValue(expression.parts[0]);
        const auto exponent = plainValue(expression.parts[1]);
        return base && exponent ? powerOf(*base, *exponent) : std::nullopt;
    }
    case NodeKind::Call: {
        if (expression.name != "percent")
            return std::nullopt;
        const auto value = plainValue(expression.parts.front());
        return value ? value->over(Rational(100)) : std::nullopt;
    }
    default:
        return std::nullopt;
    }
}

bool hasDecimal(const Expression& expression)
{
    bool found = false;
    visitAll(expression, [&](const Expression& node) {
        found = found || (node.kind == NodeKind::Number && node.name.find('.') != std::string::npos);
    });
    return found;
}

bool equalsRounded(const Rational& number, const Rational& exact, int decimals)
{
    if (decimals <= 0)
        return false;
    std::int64_t scale = 1;
    for (int i = 0; i < decimals; ++i)
        scale *= 10;
    const Rational whole = magnitude(exact);
    const Rational size = whole.numerator() < whole.denominator() ? whole : Rational(1);
    const auto most = size.over(Rational(scale));
    const auto off = number.minus(exact);
    const auto left = most && off ? most->minus(magnitude(*off)) : std::nullopt;
    return left && left->numerator() >= 0;
}

} // namespace rw
