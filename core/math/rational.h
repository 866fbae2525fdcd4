#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace rw {

/// An exact fraction in lowest terms, of 64-bit numbers. Arithmetic that does not fit gives nothing.
class Rational
{
public:
    Rational() = default;
    explicit Rational(std::int64_t whole)
        : m_numerator(whole)
    {
    }

    /// Nothing for a denominator of 0 and for what does not fit.
    static std::optional<Rational> of(std::int64_t numerator, std::int64_t denominator);

    [[nodiscard]] std::int64_t numerator() const { return m_numerator; }
    [[nodiscard]] std::int64_t denominator() const { return m_denominator; } ///< above 0

    [[nodiscard]] std::optional<Rational> plus(const Rational& other) const;
    [[nodiscard]] std::optional<Rational> minus(const Rational& other) const;
    [[nodiscard]] std::optional<Rational> times(const Rational& other) const;
    /// Nothing for a division by 0, too.
    [[nodiscard]] std::optional<Rational> over(const Rational& other) const;
    [[nodiscard]] Rational negated() const;

    bool operator==(const Rational&) const = default;

    /// "-3" or "3/4".
    [[nodiscard]] std::string text() const;

private:
    std::int64_t m_numerator = 0;
    std::int64_t m_denominator = 1;
};

} // namespace rw
