#include "core/math/ginac_builder.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace rw {

namespace {

constexpr long kLargestExponent = 1000;
constexpr long kLargestComplexExponent = 12;
constexpr std::size_t kMostPowerDigits = 2000;
constexpr long kLargestFactorial = 200;
constexpr long kLargestBinomial = 100;

GiNaC::ex numberOf(const std::string& text)
{
    const std::size_t point = text.find('.');
    std::string digits = text.substr(0, point);
    std::size_t decimals = 0;
    if (point != std::string::npos) {
        digits += text.substr(point + 1);
        decimals = text.size() - point - 1;
    }
    const std::size_t first = digits.find_first_not_of('0');
    digits = first == std::string::npos ? "0" : digits.substr(first);
    const GiNaC::numeric whole(digits.c_str());
    return whole / GiNaC::pow(GiNaC::numeric(10), GiNaC::numeric(static_cast<long>(decimals)));
}

std::size_t digitsOf(const GiNaC::numeric& number)
{
    const auto digits = [](const GiNaC::numeric& whole) {
        return static_cast<std::size_t>(whole.int_length()) * 3 / 10 + 1;
    };
    return digits(number.numer()) + digits(number.denom());
}

/// Complex bases are raised as far as they stay small.
GiNaC::ex largePower(const GiNaC::numeric& base, const GiNaC::numeric& power)
{
    if (base.is_real() || GiNaC::abs(power) > kLargestComplexExponent)
        throw Unsupported();
    return GiNaC::pow(base, power);
}

/// Powers whose exact value is large are refused before they are formed.
GiNaC::ex raised(const GiNaC::ex& base, const GiNaC::ex& exponent)
{
    if (!GiNaC::is_a<GiNaC::numeric>(exponent)) {
        if (GiNaC::is_a<GiNaC::numeric>(base) && base.is_zero())
            throw Unsupported();
        return GiNaC::pow(base, exponent);
    }
    const auto power = GiNaC::ex_to<GiNaC::numeric>(exponent);
    if ((base - 1).is_zero() || ((base + 1).is_zero() && power.is_integer()))
        return base.is_equal(1) || power.is_even() ? 1 : -1;
    if (!power.is_real() || GiNaC::abs(power) > kLargestExponent || digitsOf(power) > 20)
        throw Unsupported();
    if (base.is_zero() && !power.is_positive())
        throw Unsupported();
    if (GiNaC::is_a<GiNaC::numeric>(base)) {
        const auto number = GiNaC::ex_to<GiNaC::numeric>(base);
        const auto times = static_cast<std::size_t>(std::abs(power.to_double())) + 1;
        if (!number.is_rational() || digitsOf(number) * times > kMostPowerDigits)
            return largePower(number, power);
    }
    return GiNaC::pow(base, exponent);
}

std::optional<GiNaC::ex> elementary(std::string_view name, const GiNaC::ex& x)
{
    using Function = GiNaC::ex (*)(const GiNaC::ex&);
    static const std::array<std::pair<std::string_view, Function>, 22> functions{{
        {"sqrt", [](const GiNaC::ex& a) { return raised(a, GiNaC::numeric(1, 2)); }},
        {"cbrt", [](const GiNaC::ex& a) { return raised(a, GiNaC::numeric(1, 3)); }},
        {"abs", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::abs(a)); }},
        {"exp", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::exp(a)); }},
        {"ln", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::log(a)); }},
        {"log", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::log(a)); }},
        {"sin", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::sin(a)); }},
        {"cos", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::cos(a)); }},
        {"tan", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::tan(a)); }},
        {"cot", [](const GiNaC::ex& a) { return GiNaC::ex(1 / GiNaC::tan(a)); }},
        {"sec", [](const GiNaC::ex& a) { return GiNaC::ex(1 / GiNaC::cos(a)); }},
        {"csc", [](const GiNaC::ex& a) { return GiNaC::ex(1 / GiNaC::sin(a)); }},
        {"arcsin", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::asin(a)); }},
        {"arccos", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::acos(a)); }},
        {"arctan", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::atan(a)); }},
        {"sinh", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::sinh(a)); }},
        {"cosh", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::cosh(a)); }},
        {"tanh", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::tanh(a)); }},
        {"arcsinh", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::asinh(a)); }},
        {"arccosh", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::acosh(a)); }},
        {"arctanh", [](const GiNaC::ex& a) { return GiNaC::ex(GiNaC::atanh(a)); }},
        {"group", [](const GiNaC::ex& a) { return a; }},
    }};
    for (const auto& [known, function] : functions) {
        if (known == name)
            return function(x);
    }
    return std::nullopt;
}

/// x (x - 1) ... / y!
GiNaC::ex chosen(const GiNaC::ex& x, const GiNaC::ex& y)
{
    if (!y.info(GiNaC::info_flags::nonnegint) || y > kLargestBinomial)
        throw Unsupported();
    GiNaC::ex result = 1;
    for (long i = 0; i < GiNaC::ex_to<GiNaC::numeric>(y).to_long(); ++i)
        result *= (x - i) / GiNaC::ex(i + 1);
    return result;
}

GiNaC::ex calledWithTwo(const std::string& name, const GiNaC::ex& x, const GiNaC::ex& y)
{
    if (name == "logbase")
        return GiNaC::log(x) / GiNaC::log(y);
    if (name == "root") {
        if (y.is_zero())
            throw Unsupported();
        return raised(x, 1 / y);
    }
    if (name == "binomial")
        return chosen(x, y);
    throw Unsupported();
}

GiNaC::numeric ofTwoNumbers(const std::string& name, const GiNaC::numeric& a, const GiNaC::numeric& b)
{
    if (!a.is_rational() || !b.is_rational())
        throw Unsupported();
    if (name == "min")
        return a < b ? a : b;
    if (name == "max")
        return a < b ? b : a;
    if (!a.is_integer() || !b.is_integer())
        throw Unsupported();
    return name == "gcd" ? GiNaC::gcd(a, b) : GiNaC::lcm(a, b);
}

GiNaC::ex factorialOf(const GiNaC::ex& x)
{
    if (!x.info(GiNaC::info_flags::nonnegint) || x > kLargestFactorial)
        throw Unsupported();
    return GiNaC::factorial(GiNaC::ex_to<GiNaC::numeric>(x));
}

GiNaC::ex rounded(const std::string& name, const GiNaC::ex& x)
{
    if (!GiNaC::is_a<GiNaC::numeric>(x) || !GiNaC::ex_to<GiNaC::numeric>(x).is_rational())
        throw Unsupported();
    const auto value = GiNaC::ex_to<GiNaC::numeric>(x);
    const GiNaC::numeric whole = GiNaC::iquo(value.numer(), value.denom());
    if (value.is_integer())
        return value;
    const bool up = name == "ceil" ? value.is_positive() : false;
    const bool down = name == "floor" && value.is_negative();
    return up ? whole + 1 : down ? whole - 1 : whole;
}

} // namespace

GiNaC::ex GinacBuilder::build(const Expression& expression)
{
    switch (expression.kind) {
    case NodeKind::Number:
        return numberOf(expression.name);
    case NodeKind::Symbol:
        return symbolOf(expression.name);
    case NodeKind::Sum:
        return summed(expression);
    case NodeKind::Negative:
        return -build(expression.parts.front());
    case NodeKind::Product:
        return multiplied(expression);
    case NodeKind::Quotient:
        return divided(expression);
    case NodeKind::Power:
        return raised(build(expression.parts[0]), build(expression.parts[1]));
    case NodeKind::Call:
        return called(expression);
    default:
        throw Unsupported();
    }
}

GiNaC::ex GinacBuilder::symbolOf(const std::string& name)
{
    if (name == "pi")
        return GiNaC::Pi;
    if (name == "e")
        return GiNaC::exp(1);
    if (name == "i")
        return GiNaC::I;
    return m_symbols.try_emplace(name, GiNaC::symbol(name)).first->second;
}

GiNaC::ex GinacBuilder::summed(const Expression& expression)
{
    GiNaC::ex result = 0;
    for (const Expression& part : expression.parts)
        result += build(part);
    return result;
}

GiNaC::ex GinacBuilder::multiplied(const Expression& expression)
{
    GiNaC::ex result = 1;
    for (const Expression& part : expression.parts)
        result *= build(part);
    return result;
}

GiNaC::ex GinacBuilder::divided(const Expression& expression)
{
    const GiNaC::ex below = build(expression.parts[1]);
    if (below.is_zero())
        throw Unsupported();
    return build(expression.parts[0]) / below;
}

GiNaC::ex GinacBuilder::called(const Expression& expression)
{
    const GiNaC::ex x = build(expression.parts.front());
    const std::string& name = expression.name;
    if (name == "min" || name == "max" || name == "gcd" || name == "lcm")
        return ofNumbers(expression);
    if (expression.parts.size() == 2)
        return calledWithTwo(name, x, build(expression.parts[1]));
    if (expression.parts.size() != 1)
        throw Unsupported();
    if (const auto function = elementary(name, x))
        return *function;
    if (name == "percent")
        return x / 100;
    if (name == "degree")
        return x * GiNaC::Pi / 180;
    if (name == "factorial")
        return factorialOf(x);
    if (name == "floor" || name == "ceil")
        return rounded(name, x);
    throw Unsupported();
}

GiNaC::ex GinacBuilder::ofNumbers(const Expression& expression)
{
    std::optional<GiNaC::numeric> result;
    for (const Expression& part : expression.parts) {
        const GiNaC::ex value = build(part);
        if (!GiNaC::is_a<GiNaC::numeric>(value))
            throw Unsupported();
        const auto number = GiNaC::ex_to<GiNaC::numeric>(value);
        result = result ? ofTwoNumbers(expression.name, *result, number) : number;
    }
    return *result;
}

} // namespace rw
