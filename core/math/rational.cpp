#include "core/math/rational.h"

#include <limits>
#include <numeric>

namespace rw {

namespace {

std::optional<std::int64_t> product(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_mul_overflow(a, b, &result))
        return std::nullopt;
    return result;
}

std::optional<std::int64_t> sum(std::int64_t a, std::int64_t b)
{
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result))
        return std::nullopt;
    return result;
}

} // namespace

std::optional<Rational> Rational::of(std::int64_t numerator, std::int64_t denominator)
{
    constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
    if (denominator == 0 || numerator == kLowest || denominator == kLowest)
        return std::nullopt;
    const std::int64_t divisor = std::gcd(numerator, denominator) * (denominator < 0 ? -1 : 1);
    Rational result;
    result.m_numerator = numerator / divisor;
    result.m_denominator = denominator / divisor;
    return result;
}

std::optional<Rational> Rational::plus(const Rational& other) const
{
    const std::int64_t divisor = std::gcd(m_denominator, other.m_denominator);
    const auto left = product(m_numerator, other.m_denominator / divisor);
    const auto right = product(other.m_numerator, m_denominator / divisor);
    const auto below = product(m_denominator, other.m_denominator / divisor);
    if (!left || !right || !below)
        return std::nullopt;
    const auto above = sum(*left, *right);
    return above ? of(*above, *below) : std::nullopt;
}

std::optional<Rational> Rational::minus(const Rational& other) const
{
    return plus(other.negated());
}

std::optional<Rational> Rational::times(const Rational& other) const
{
    const std::int64_t across = std::gcd(m_numerator, other.m_denominator);
    const std::int64_t back = std::gcd(other.m_numerator, m_denominator);
    const auto above = product(m_numerator / across, other.m_numerator / back);
    const auto below = product(m_denominator / back, other.m_denominator / across);
    return above && below ? of(*above, *below) : std::nullopt;
}

std::optional<Rational> Rational::over(const Rational& other) const
{
    const auto turned = of(other.m_denominator, other.m_numerator);
    return turned ? times(*turned) : std::nullopt;
}

Rational Rational::negated() const
{
    Rational result = *this;
    result.m_numerator = -m_numerator;
    return result;
}

std::string Rational::text() const
{
    const std::string above = std::to_string(m_numerator);
    return m_denominator == 1 ? above : above + "/" + std::to_string(m_denominator);
}

} // namespace rw
