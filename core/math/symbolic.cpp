#include "core/math/symbolic.h"

#include "core/math/plain_value.h"

#include <ginac/ginac.h>

#include <algorithm>
#include <array>
#include <exception>
#include <map>
#include <optional>
#include <string>

namespace rw {

namespace {

constexpr std::size_t kMostNodes = 400;
constexpr std::size_t kMostNodesForAlgebra = 60;
constexpr long kLargestExponent = 1000;
constexpr long kLargestExponentForAlgebra = 12;
constexpr std::size_t kMostPowerDigits = 2000;
constexpr long kLargestFactorial = 200;
constexpr long kLargestBinomial = 100;
constexpr long kDigits = 100;
constexpr int kAgreeingDigits = 80;
constexpr int kPoints = 6;

/// What GiNaC is not asked.
struct Unsupported : std::exception
{
};

std::size_t nodesOf(const Expression& expression)
{
    std::size_t count = 0;
    visitAll(expression, [&count](const Expression&) { ++count; });
    return count;
}

/// Whether expanding it keeps small: few nodes, small exponents.
bool isSmall(const Expression& expression)
{
    bool small = nodesOf(expression) <= kMostNodesForAlgebra;
    visitAll(expression, [&small](const Expression& node) {
        if (node.kind != NodeKind::Power)
            return;
        const auto exponent = plainValue(node.parts[1]);
        small = small && (!exponent || std::abs(exponent->numerator()) <= kLargestExponentForAlgebra);
    });
    return small;
}

/// Builds GiNaC's expressions, with one symbol for each name.
class Builder
{
public:
    GiNaC::ex build(const Expression& expression)
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

    [[nodiscard]] const std::map<std::string, GiNaC::symbol>& symbols() const { return m_symbols; }

private:
    static GiNaC::ex numberOf(const std::string& text)
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

    GiNaC::ex symbolOf(const std::string& name)
    {
        if (name == "pi")
            return GiNaC::Pi;
        if (name == "e")
            return GiNaC::exp(1);
        if (name == "i")
            return GiNaC::I;
        return m_symbols.try_emplace(name, GiNaC::symbol(name)).first->second;
    }

    GiNaC::ex summed(const Expression& expression)
    {
        GiNaC::ex result = 0;
        for (const Expression& part : expression.parts)
            result += build(part);
        return result;
    }

    GiNaC::ex multiplied(const Expression& expression)
    {
        GiNaC::ex result = 1;
        for (const Expression& part : expression.parts)
            result *= build(part);
        return result;
    }

    GiNaC::ex divided(const Expression& expression)
    {
        const GiNaC::ex below = build(expression.parts[1]);
        if (below.is_zero())
            throw Unsupported();
        return build(expression.parts[0]) / below;
    }

    static std::size_t digitsOf(const GiNaC::numeric& number)
    {
        const auto digits = [](const GiNaC::numeric& whole) {
            return static_cast<std::size_t>(whole.int_length()) * 3 / 10 + 1;
        };
        return digits(number.numer()) + digits(number.denom());
    }

    /// Powers whose exact value is large are refused before they are formed.
    static GiNaC::ex raised(const GiNaC::ex& base, const GiNaC::ex& exponent)
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

    /// Complex bases are raised as far as they stay small.
    static GiNaC::ex largePower(const GiNaC::numeric& base, const GiNaC::numeric& power)
    {
        if (base.is_real() || GiNaC::abs(power) > kLargestExponentForAlgebra)
            throw Unsupported();
        return GiNaC::pow(base, power);
    }

    GiNaC::ex called(const Expression& expression)
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

    static std::optional<GiNaC::ex> elementary(std::string_view name, const GiNaC::ex& x)
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

    static GiNaC::ex calledWithTwo(const std::string& name, const GiNaC::ex& x, const GiNaC::ex& y)
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

    /// x (x - 1) ... / y!
    static GiNaC::ex chosen(const GiNaC::ex& x, const GiNaC::ex& y)
    {
        if (!y.info(GiNaC::info_flags::nonnegint) || y > kLargestBinomial)
            throw Unsupported();
        GiNaC::ex result = 1;
        for (long i = 0; i < GiNaC::ex_to<GiNaC::numeric>(y).to_long(); ++i)
            result *= (x - i) / GiNaC::ex(i + 1);
        return result;
    }

    GiNaC::ex ofNumbers(const Expression& expression)
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

    static GiNaC::numeric ofTwoNumbers(const std::string& name, const GiNaC::numeric& a,
                                       const GiNaC::numeric& b)
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

    static GiNaC::ex factorialOf(const GiNaC::ex& x)
    {
        if (!x.info(GiNaC::info_flags::nonnegint) || x > kLargestFactorial)
            throw Unsupported();
        return GiNaC::factorial(GiNaC::ex_to<GiNaC::numeric>(x));
    }

    static GiNaC::ex rounded(const std::string& name, const GiNaC::ex& x)
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

    std::map<std::string, GiNaC::symbol> m_symbols;
};

/// The value of a variable at a point: positive, but at each second point for one of them. Different for
/// each name, and no number that makes much of anything vanish. With a floating point, so that powers of it
/// take no more digits than it has.
GiNaC::ex valueAt(int point, std::size_t index, std::size_t count)
{
    const long numerator = 1009 + 97L * static_cast<long>(index) + 331L * point + 13L * point * point;
    const GiNaC::numeric value(numerator, 641 + 7 * point);
    const bool turned = point % 2 == 1 && static_cast<std::size_t>(point / 2) % count == index;
    return (turned ? -value : value).evalf();
}

std::optional<GiNaC::numeric> valueOf(const GiNaC::ex& expression)
{
    try {
        const GiNaC::ex value = expression.evalf();
        if (!GiNaC::is_a<GiNaC::numeric>(value))
            return std::nullopt;
        return GiNaC::ex_to<GiNaC::numeric>(value);
    } catch (const std::exception&) {
        return std::nullopt; // a pole
    }
}

/// Two expressions at some points.
class Sampling
{
public:
    Sampling(GiNaC::ex first, GiNaC::ex second, const Builder& builder)
        : m_first(std::move(first))
        , m_second(std::move(second))
    {
        for (const auto& [name, symbol] : builder.symbols())
            m_symbols.push_back(symbol);
    }

    [[nodiscard]] Sameness compare() const
    {
        int agreed = 0;
        for (int point = 0; point < kPoints; ++point) {
            const auto pair = at(point);
            if (!pair)
                continue;
            if (differ(pair->first, pair->second))
                return Sameness::Different;
            ++agreed;
        }
        return agreed >= (m_symbols.empty() ? 1 : 3) ? Sameness::Same : Sameness::Unknown;
    }

    using Values = std::pair<GiNaC::numeric, GiNaC::numeric>;

    /// Nothing where one has no value or, off the positive numbers, one is not real.
    [[nodiscard]] std::optional<Values> at(int point) const
    {
        GiNaC::exmap values;
        for (std::size_t i = 0; i < m_symbols.size(); ++i)
            values[m_symbols[i]] = valueAt(point, i, m_symbols.size());
        try {
            const auto first = valueOf(m_first.subs(values));
            const auto second = valueOf(m_second.subs(values));
            if (!first || !second)
                return std::nullopt;
            if (point % 2 == 1 && !(first->is_real() && second->is_real()))
                return std::nullopt;
            return Values(*first, *second);
        } catch (const std::exception&) {
            return std::nullopt;
        }
    }

private:
    static bool differ(const GiNaC::numeric& a, const GiNaC::numeric& b)
    {
        const GiNaC::numeric size = GiNaC::abs(a) + GiNaC::abs(b) + 1;
        return GiNaC::abs(a - b) > size * GiNaC::pow(GiNaC::numeric(10), GiNaC::numeric(-kAgreeingDigits));
    }

    GiNaC::ex m_first;
    GiNaC::ex m_second;
    std::vector<GiNaC::symbol> m_symbols;
};

bool vanishes(const GiNaC::ex& expression)
{
    return expression.is_zero() || expression.expand().is_zero() || expression.normal().is_zero();
}

/// Whether two numbers are the same but for rounding.
bool roundsAlike(const GiNaC::numeric& first, const GiNaC::numeric& second, int decimals)
{
    if (!first.is_real() || !second.is_real())
        return false;
    const GiNaC::numeric size = GiNaC::abs(second) < 1 ? GiNaC::abs(second) : GiNaC::numeric(1);
    const GiNaC::numeric most = size * GiNaC::pow(GiNaC::numeric(10), GiNaC::numeric(-decimals));
    // Its own rounding must not decide.
    const GiNaC::numeric slack = GiNaC::pow(GiNaC::numeric(10), GiNaC::numeric(-30));
    return GiNaC::abs(first - second) <= most + slack;
}

bool isConstant(const Builder& builder)
{
    return builder.symbols().empty();
}

Sameness compareBuilt(const Expression& first, const Expression& second, int decimals)
{
    Builder builder;
    const GiNaC::ex a = builder.build(first);
    const GiNaC::ex b = builder.build(second);
    if (isSmall(first) && isSmall(second) && vanishes(a - b))
        return Sameness::Same;
    const Sampling sampling(a, b, builder);
    const Sameness sameness = sampling.compare();
    if (sameness != Sameness::Different || decimals == 0 || !isConstant(builder) ||
        !(hasDecimal(first) || hasDecimal(second)))
        return sameness;
    const auto values = sampling.at(0);
    return values && roundsAlike(values->first, values->second, decimals) ? Sameness::Same
                                                                          : Sameness::Different;
}

/// Runs `compare` with GiNaC's number of digits set, and what it throws as Unknown.
template <class Compare>
Sameness guarded(Compare&& compare)
{
    try {
        GiNaC::Digits = kDigits;
        return compare();
    } catch (const std::exception&) {
        return Sameness::Unknown;
    }
}

} // namespace

Sameness compareSymbolically(const Expression& first, const Expression& second, int decimals)
{
    if (nodesOf(first) + nodesOf(second) > kMostNodes)
        return Sameness::Unknown;
    return guarded([&] { return compareBuilt(first, second, decimals); });
}

Sameness compareEquations(const Sides& first, const Sides& second, bool positive)
{
    if (nodesOf(first.left) + nodesOf(first.right) + nodesOf(second.left) + nodesOf(second.right) >
        kMostNodes)
        return Sameness::Unknown;
    return guarded([&] {
        Builder builder;
        const GiNaC::ex a = builder.build(first.left) - builder.build(first.right);
        const GiNaC::ex b = builder.build(second.left) - builder.build(second.right);
        const Sampling sampling(a, b, builder);
        const auto values = sampling.at(0);
        if (!values || values->second.is_zero() || values->first.is_zero())
            return Sameness::Unknown;
        const GiNaC::numeric factor = values->first / values->second;
        if (!factor.is_real() || (positive && !factor.is_positive()))
            return Sameness::Different;
        return Sampling(a, b * factor, builder).compare();
    });
}

} // namespace rw

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RW_LEAKS_ARE_SOUGHT
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define RW_LEAKS_ARE_SOUGHT
#endif
#ifdef RW_LEAKS_ARE_SOUGHT
/// CLN, under GiNaC, keeps 26 bytes of its start to the end.
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libcln.so\n";
}
extern "C" const char* __lsan_default_options()
{
    return "print_suppressions=0";
}
#endif
