#include "core/verify/number.h"

#include "core/base/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kRatioDigits = 9;    ///< of each part of a fraction: products stay below 2^63
constexpr std::size_t kDecimalDigits = 17; ///< of a decimal that is to equal a fraction

std::int64_t integerOf(std::string_view digits)
{
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

std::string withoutLeadingZeros(std::string_view digits)
{
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? "0" : std::string(digits.substr(first));
}

/// Walks over the parts of a number.
class Scanner
{
public:
    Scanner(std::string_view text, std::size_t position)
        : m_text(text)
        , m_position(position)
    {
    }

    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_position + ahead < m_text.size() ? m_text[m_position + ahead] : '\0';
    }

    bool take(std::string_view word)
    {
        if (m_text.substr(m_position, word.size()) != word)
            return false;
        m_position += word.size();
        return true;
    }

    void takeSpaces()
    {
        while (peek() == ' ')
            ++m_position;
    }

    std::string_view takeDigits(std::size_t most = std::string_view::npos)
    {
        const std::size_t begin = m_position;
        while (isDigit(peek()) && m_position - begin < most)
            ++m_position;
        return m_text.substr(begin, m_position - begin);
    }

    /// Digits in groups of three after the first: "1,234,567", in LaTeX also "1{,}234" and "1,\!234". Nothing
    /// is taken where that is not so.
    std::string takeGroupedDigits()
    {
        std::string digits(takeDigits());
        if (digits.size() > 3)
            return digits;
        while (const std::size_t separator = groupSeparator()) {
            digits += m_text.substr(m_position + separator, 3);
            m_position += separator + 3;
        }
        return digits;
    }

private:
    /// Length of what stands before three digits; 0 where no group begins here.
    [[nodiscard]] std::size_t groupSeparator() const
    {
        for (const std::string_view separator : {",\\!", "{,}", ","}) {
            const std::size_t digits = separator.size();
            if (m_text.substr(m_position, digits) == separator)
                return isDigit(peek(digits)) && isDigit(peek(digits + 1)) && isDigit(peek(digits + 2)) &&
                               !isDigit(peek(digits + 3))
                           ? digits
                           : 0;
        }
        return 0;
    }

    std::string_view m_text;
    std::size_t m_position;
};

bool takeCurrency(Scanner& scanner)
{
    static constexpr std::array<std::string_view, 4> kSigns{"$", "\\$", "\u20AC", "\u00A3"};
    return std::any_of(kSigns.begin(), kSigns.end(),
                       [&](std::string_view sign) { return scanner.take(sign); });
}

bool takeMinus(Scanner& scanner)
{
    return scanner.take("-") || scanner.take("\u2212");
}

/// "\frac{3}{4}" or "\frac34" after its sign.
std::optional<Number> takeLatexFraction(Scanner& scanner, bool negative)
{
    Scanner ahead = scanner;
    if (!ahead.take("\\frac") && !ahead.take("\\dfrac") && !ahead.take("\\tfrac"))
        return std::nullopt;
    std::array<std::string_view, 2> parts;
    for (std::string_view& part : parts) {
        const bool braces = ahead.take("{");
        part = ahead.takeDigits(braces ? std::string_view::npos : 1);
        if (part.empty() || (braces && !ahead.take("}")))
            return std::nullopt;
    }
    auto value = Number::fraction(negative, "0", parts[0], parts[1]);
    if (value)
        scanner = ahead;
    return value;
}

/// "/4" of "3/4", or " 1/2" of "1 1/2". The whole number is taken already.
std::optional<Number> takeFraction(Scanner& scanner, bool negative, std::string_view whole)
{
    Scanner ahead = scanner;
    std::string_view mixed = "0";
    std::string_view numerator = whole;
    if (ahead.peek() == ' ' && isDigit(ahead.peek(1))) {
        ahead.take(" ");
        mixed = whole;
        numerator = ahead.takeDigits();
    }
    if (!ahead.take("/"))
        return std::nullopt;
    const std::string_view denominator = ahead.takeDigits();
    if (denominator.empty() || (ahead.peek() == '.' && isDigit(ahead.peek(1))))
        return std::nullopt;
    auto value = Number::fraction(negative, mixed, numerator, denominator);
    if (value)
        scanner = ahead;
    return value;
}

std::optional<Number> takeUnsigned(Scanner& scanner, bool negative)
{
    if (auto latex = takeLatexFraction(scanner, negative))
        return latex;
    if (!isDigit(scanner.peek()) && !(scanner.peek() == '.' && isDigit(scanner.peek(1))))
        return std::nullopt;
    const std::string whole = scanner.takeGroupedDigits();
    if (scanner.peek() == '.' && isDigit(scanner.peek(1))) {
        scanner.take(".");
        return Number::decimal(negative, whole, scanner.takeDigits());
    }
    if (auto value = takeFraction(scanner, negative, whole))
        return value;
    return Number::decimal(negative, whole, {});
}

/// A minus in front of a number is its sign unless something stands there to subtract from.
bool minusIsSign(std::string_view text, std::size_t minus)
{
    std::size_t before = minus;
    while (before > 0 && text[before - 1] == ' ')
        --before;
    if (before == 0)
        return true;
    const char c = text[before - 1];
    const bool spaced = before < minus;
    return !(isDigit(c) || c == ')' || c == '}' || (isLetter(c) && !spaced));
}

std::optional<FoundNumber> numberAt(std::string_view text, std::size_t begin)
{
    Scanner scanner(text, begin);
    const bool negative = takeMinus(scanner);
    if (negative && !minusIsSign(text, begin))
        return std::nullopt;
    bool negativeAmount = false;
    if (takeCurrency(scanner)) {
        scanner.takeSpaces();
        negativeAmount = takeMinus(scanner);
    }
    const auto value = takeUnsigned(scanner, negative != negativeAmount);
    if (!value)
        return std::nullopt;
    return FoundNumber{begin, scanner.position(), *value};
}

} // namespace

Number Number::decimal(bool negative, std::string_view whole, std::string_view fraction)
{
    Number number;
    while (!fraction.empty() && fraction.back() == '0')
        fraction.remove_suffix(1);
    number.m_decimal = withoutLeadingZeros(whole);
    if (!fraction.empty())
        number.m_decimal += "." + std::string(fraction);
    const bool zero = number.m_decimal == "0";
    if (negative && !zero)
        number.m_decimal.insert(0, "-");

    const std::string digits = withoutLeadingZeros(std::string(whole) + std::string(fraction));
    if (digits.size() <= kDecimalDigits && fraction.size() <= kDecimalDigits) {
        std::int64_t denominator = 1;
        for (std::size_t i = 0; i < fraction.size(); ++i)
            denominator *= 10;
        number.m_ratio = reduced(negative, integerOf(digits), denominator);
    }
    return number;
}

std::optional<Number> Number::fraction(bool negative, std::string_view whole, std::string_view numerator,
                                       std::string_view denominator)
{
    if (std::max({whole.size(), numerator.size(), denominator.size()}) > kRatioDigits)
        return std::nullopt;
    const std::int64_t below = integerOf(denominator);
    if (below == 0)
        return std::nullopt;
    Number number;
    number.m_ratio = reduced(negative, integerOf(whole) * below + integerOf(numerator), below);
    return number;
}

Number::Ratio Number::reduced(bool negative, std::int64_t numerator, std::int64_t denominator)
{
    const std::int64_t divisor = std::gcd(numerator, denominator);
    return {(negative ? -numerator : numerator) / divisor, denominator / divisor};
}

bool Number::operator==(const Number& other) const
{
    if (!m_decimal.empty() && !other.m_decimal.empty())
        return m_decimal == other.m_decimal;
    return m_ratio && other.m_ratio && *m_ratio == *other.m_ratio;
}

std::string Number::text() const
{
    if (!m_decimal.empty() || !m_ratio)
        return m_decimal;
    const std::string numerator = std::to_string(m_ratio->numerator);
    return m_ratio->denominator == 1 ? numerator : numerator + "/" + std::to_string(m_ratio->denominator);
}

std::optional<FoundNumber> findNumber(std::string_view text, std::size_t from)
{
    for (std::size_t begin = from; begin < text.size(); ++begin) {
        const char c = text[begin];
        const bool mayBegin = isDigit(c) || c == '-' || c == '.' || c == '$' || c == '\\' ||
                              static_cast<unsigned char>(c) >= 0xC2;
        if (!mayBegin)
            continue;
        if (auto found = numberAt(text, begin))
            return found;
    }
    return std::nullopt;
}

} // namespace rw
