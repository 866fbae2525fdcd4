#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// A number as people write it in answers, compared exactly: 1,000 = 1000, 18.0 = 18, 1/2 = 0.5.
class Number
{
public:
    /// A decimal of any length: sign, digits, digits after the point.
    static Number decimal(bool negative, std::string_view whole, std::string_view fraction);
    /// whole + numerator / denominator. Nothing where the denominator is 0 or a part has more than 9 digits.
    static std::optional<Number> fraction(bool negative, std::string_view whole, std::string_view numerator,
                                          std::string_view denominator);

    bool operator==(const Number& other) const;

    /// As it is compared: "-1000.5" of a decimal, "3/4" of a fraction.
    [[nodiscard]] std::string text() const;

private:
    /// In lowest terms.
    struct Ratio
    {
        std::int64_t numerator = 0;
        std::int64_t denominator = 1;

        bool operator==(const Ratio&) const = default;
    };

    static Ratio reduced(bool negative, std::int64_t numerator, std::int64_t denominator);

    std::string m_decimal; ///< without superfluous zeros; empty for a fraction
    std::optional<Ratio> m_ratio;
};

/// A number found in text, with where it stands, in bytes. Currency in front belongs to it, units behind do
/// not.
struct FoundNumber
{
    std::size_t begin = 0;
    std::size_t end = 0;
    Number value;
};

/// The first number at or behind byte `from` of `text`: signs, currency ($ and euro and pound signs),
/// thousands separators, decimals, fractions (3/4, 1 1/2, \frac{3}{4}, \frac34).
/// Reads each byte a bounded number of times.
std::optional<FoundNumber> findNumber(std::string_view text, std::size_t from);

} // namespace rw
