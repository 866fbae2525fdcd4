#include "core/math/symbolic.h"

#include "core/math/ginac_builder.h"
#include "core/math/plain_value.h"

#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace rw {

namespace {

constexpr std::size_t kMostNodes = 400;
constexpr std::size_t kMostNodesForAlgebra = 60;
constexpr long kLargestExponentForAlgebra = 12;
constexpr long kDigits = 100;
constexpr int kAgreeingDigits = 80;
constexpr int kPoints = 6;

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
    Sampling(GiNaC::ex first, GiNaC::ex second, const GinacBuilder& builder)
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

bool isConstant(const GinacBuilder& builder)
{
    return builder.symbols().empty();
}

Sameness compareBuilt(const Expression& first, const Expression& second, int decimals)
{
    GinacBuilder builder;
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
        GinacBuilder builder;
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
