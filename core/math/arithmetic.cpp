#include "core/math/arithmetic.h"

#include "core/base/ascii.h"

#include <array>
#include <cstddef>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kLongest = 1000;
constexpr int kDeepest = 50;
constexpr int kMostDecimals = 12;

/// What ends a calculation that cannot go on; caught in calculate().
struct Stop
{
    std::string problem;
};

class Calculator
{
public:
    Calculator(std::string_view text, const std::map<char, Rational>& letters)
        : m_text(text)
        , m_letters(letters)
    {
    }

    Rational all()
    {
        const Rational value = sum();
        skipSpaces();
        if (m_at < m_text.size())
            unreadable();
        return value;
    }

    [[nodiscard]] std::vector<Rational> numbers() && { return std::move(m_numbers); }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    [[noreturn]] void unreadable() const
    {
        throw Stop{"cannot be read at \"" + std::string(m_text.substr(m_at, 20)) + "\""};
    }

    static Rational checked(const std::optional<Rational>& value)
    {
        if (!value)
            throw Stop{"has numbers too large"};
        return *value;
    }

    void skipSpaces()
    {
        while (peek() == ' ' || peek() == '\t')
            ++m_at;
    }

    bool take(std::string_view word)
    {
        if (m_text.substr(m_at, word.size()) != word)
            return false;
        m_at += word.size();
        return true;
    }

    template <std::size_t Size>
    bool takeAny(const std::array<std::string_view, Size>& words)
    {
        skipSpaces();
        for (const std::string_view word : words) {
            if (take(word))
                return true;
        }
        return false;
    }

    bool takeMinus() { return takeAny<3>({"-", "\u2212", "\u2013"}); }

    bool takeTimes()
    {
        if (takeAny<5>({"*", "\u00D7", "\u00B7", "\\times", "\\cdot"}))
            return true;
        // "3 x 4", where x has no value of its own
        if ((peek() != 'x' && peek() != 'X') || m_letters.contains(peek()) || isLetter(peek(1)))
            return false;
        ++m_at;
        return true;
    }

    Rational sum()
    {
        Rational value = product();
        while (true) {
            if (takeAny<1>({"+"}))
                value = checked(value.plus(product()));
            else if (takeMinus())
                value = checked(value.minus(product()));
            else
                return value;
        }
    }

    Rational product()
    {
        Rational value = signedFactor();
        while (true) {
            if (takeTimes())
                value = checked(value.times(signedFactor()));
            else if (takeAny<3>({"/", "\u00F7", "\\div"}))
                value = quotient(value, signedFactor());
            else if (startsLetterOrGroup())
                value = checked(value.times(factor()));
            else
                return value;
        }
    }

    static Rational quotient(const Rational& above, const Rational& below)
    {
        if (below == Rational(0))
            throw Stop{"divides by zero"};
        return checked(above.over(below));
    }

    /// "3 x" and "2(4 + 1)" multiply.
    bool startsLetterOrGroup()
    {
        skipSpaces();
        return peek() == '(' || m_letters.contains(peek());
    }

    Rational signedFactor()
    {
        bool negative = false;
        for (int signs = 0; signs < kDeepest; ++signs) {
            if (takeMinus())
                negative = !negative;
            else if (!takeAny<1>({"+"}))
                break;
        }
        const Rational value = factor();
        return negative ? value.negated() : value;
    }

    Rational factor()
    {
        skipSpaces();
        if (takeAny<4>({"(", "\\left(", "[", "{"}))
            return group();
        if (takeAny<3>({"\\frac", "\\dfrac", "\\tfrac"})) {
            const Rational above = braced();
            return quotient(above, braced());
        }
        if (const auto letter = m_letters.find(peek()); letter != m_letters.end()) {
            ++m_at;
            return letter->second;
        }
        return number();
    }

    Rational braced()
    {
        if (!takeAny<1>({"{"}))
            unreadable();
        return group();
    }

    Rational group()
    {
        if (++m_depth > kDeepest)
            throw Stop{"is nested too deeply"};
        const Rational value = sum();
        if (!takeAny<4>({")", "\\right)", "]", "}"}))
            unreadable();
        --m_depth;
        return value;
    }

    /// A digit of a number being read; false where it is none.
    bool takeDigit(Rational& value, const Rational& scale)
    {
        if (!isDigit(peek()))
            return false;
        const Rational digit(peek() - '0');
        if (scale == Rational(1))
            value = checked(checked(value.times(Rational(10))).plus(digit));
        else
            value = checked(value.plus(checked(digit.times(scale))));
        ++m_at;
        return true;
    }

    void takeDecimals(Rational& value)
    {
        Rational scale(1);
        for (int i = 0; isDigit(peek()); ++i) {
            if (i == kMostDecimals)
                throw Stop{"has too many decimals"};
            scale = checked(scale.over(Rational(10)));
            takeDigit(value, scale);
        }
    }

    [[nodiscard]] bool isThousandsSeparator() const
    {
        return peek() == ',' && isDigit(peek(1)) && isDigit(peek(2)) && isDigit(peek(3)) && !isDigit(peek(4));
    }

    Rational number()
    {
        takeAny<4>({"$", "\\$", "\u20AC", "\u00A3"});
        skipSpaces();
        if (!isDigit(peek()) && !(peek() == '.' && isDigit(peek(1))))
            unreadable();
        Rational value;
        while (takeDigit(value, Rational(1)) || isThousandsSeparator()) {
            if (isThousandsSeparator())
                ++m_at;
        }
        if (peek() == '.' && isDigit(peek(1))) {
            ++m_at;
            takeDecimals(value);
        }
        if (take("%") || take("\\%"))
            value = checked(value.over(Rational(100)));
        m_numbers.push_back(value);
        return value;
    }

    std::string_view m_text;
    const std::map<char, Rational>& m_letters;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::vector<Rational> m_numbers;
};

} // namespace

Arithmetic calculate(std::string_view text, const std::map<char, Rational>& letters)
{
    Arithmetic result;
    if (text.size() > kLongest) {
        result.problem = "is too long";
        return result;
    }
    Calculator calculator(text, letters);
    try {
        result.value = calculator.all();
    } catch (const Stop& stop) {
        result.problem = stop.problem;
    }
    result.numbers = std::move(calculator).numbers();
    return result;
}

} // namespace rw
