#include "core/math/math_token.h"

#include "core/base/ascii.h"
#include "core/math/math_names.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kMostDigits = 300;
constexpr std::size_t kNowhere = std::string_view::npos;

using Spelling = std::pair<std::string_view, MathToken>;

MathToken sign(std::string_view text)
{
    return {TokenKind::Sign, std::string(text), false};
}

MathToken command(std::string_view text)
{
    return {TokenKind::Command, std::string(text), false};
}

/// What Unicode has for signs and commands.
const std::vector<Spelling>& unicodeSpellings()
{
    static const std::vector<Spelling> spellings{
        {"\u00D7", sign("*")},       {"\u00B7", sign("*")},        {"\u22C5", sign("*")},
        {"\u2217", sign("*")},       {"\u00F7", sign("/")},        {"\u2044", sign("/")},
        {"\u2212", sign("-")},       {"\u2013", sign("-")},        {"\u2264", command("le")},
        {"\u2265", command("ge")},   {"\u2260", command("ne")},    {"\u03C0", command("pi")},
        {"\u221A", command("sqrt")}, {"\u221E", command("infty")}, {"\u00B0", command("degree")},
        {"\u00B1", command("pm")},   {"\u222A", command("cup")},   {"\u2205", command("emptyset")},
        {"\u2208", command("in")},   {"\u03B8", command("theta")}, {"\u03B1", command("alpha")},
        {"\u03B2", command("beta")}, {"\u20AC", sign("\u20AC")},   {"\u00A3", sign("\u00A3")}};
    return spellings;
}

/// Commands of layout alone, and signs with a backslash.
bool isLayout(std::string_view name)
{
    static constexpr std::array<std::string_view, 22> kLayout{
        "left",  "right",  "displaystyle", "textstyle", "limits",   "big",   "Big",   "bigg",
        "Bigg",  "bigl",   "bigr",         "Bigl",      "Bigr",     "quad",  "qquad", "hspace",
        "mleft", "mright", "thinspace",    "nobreak",   "medspace", "middle"};
    return std::find(kLayout.begin(), kLayout.end(), name) != kLayout.end();
}

bool isTextCommand(std::string_view name)
{
    static constexpr std::array<std::string_view, 8> kText{"text",   "textbf", "textrm", "textit",
                                                           "textsf", "mbox",   "texttt", "textnormal"};
    return std::find(kText.begin(), kText.end(), name) != kText.end();
}

/// Commands that say how letters look: their group stands for itself.
bool isFont(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> kFonts{"mathbf", "mathit",       "mathsf", "boldsymbol",
                                                            "bm",     "operatorname", "mathop"};
    return std::find(kFonts.begin(), kFonts.end(), name) != kFonts.end();
}

class Lexer
{
public:
    explicit Lexer(std::string_view text)
        : m_text(text)
    {
    }

    std::vector<MathToken> all()
    {
        while (m_at < m_text.size())
            next();
        add(TokenKind::End, {});
        return std::move(m_tokens);
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    void add(TokenKind kind, std::string text)
    {
        m_tokens.push_back({kind, std::move(text), m_space});
        m_space = false;
    }

    void next()
    {
        const char c = peek();
        if (isSpace(c) || c == '~') {
            m_space = true;
            ++m_at;
        } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isLetter(c)) {
            word();
        } else if (c == '\\') {
            backslash();
        } else if (static_cast<unsigned char>(c) >= 0x80U) {
            wide();
        } else {
            add(TokenKind::Sign, std::string(1, c));
            ++m_at;
        }
    }

    std::string digits()
    {
        const std::size_t begin = m_at;
        while (isDigit(peek()))
            ++m_at;
        return std::string(m_text.substr(begin, m_at - begin));
    }

    /// Length of a separator of thousands before exactly three digits; 0 where none stands here.
    [[nodiscard]] std::size_t groupSeparator() const
    {
        for (const std::string_view separator : {",\\!", "{,}", "\\,", ",", " "}) {
            const std::size_t n = separator.size();
            if (m_text.substr(m_at, n) != separator)
                continue;
            const bool three = isDigit(peek(n)) && isDigit(peek(n + 1)) && isDigit(peek(n + 2));
            const bool fraction = separator == " " && peek(n + 3) == '/';
            return three && !isDigit(peek(n + 3)) && !fraction ? n : 0;
        }
        return 0;
    }

    void number()
    {
        std::string text = digits();
        if (!text.empty() && text.size() <= 3 && text != "0") {
            while (const std::size_t separator = groupSeparator()) {
                text += m_text.substr(m_at + separator, 3);
                m_at += separator + 3;
            }
        }
        if (peek() == '.' && isDigit(peek(1))) {
            ++m_at;
            text += "." + digits();
        } else if (peek() == '.' && m_text.substr(m_at + 1).starts_with("\\overline")) {
            ++m_at;
            text += ".";
        }
        takeExponent(text);
        if (text.size() > kMostDigits)
            throw MathProblem{"has a number of more than " + std::to_string(kMostDigits) + " digits", true};
        add(TokenKind::Number, std::move(text));
    }

    /// "e-3" behind digits moves the point; what has more than two digits is no such thing.
    void takeExponent(std::string& number)
    {
        const std::size_t sign = peek(1) == '-' || peek(1) == '+' ? 1 : 0;
        std::size_t end = 1 + sign;
        while (isDigit(peek(end)))
            ++end;
        const std::size_t digits = end - 1 - sign;
        if ((peek() != 'e' && peek() != 'E') || digits == 0 || digits > 2 || isLetter(peek(end)))
            return;
        int exponent = 0;
        for (std::size_t i = 1 + sign; i < end; ++i)
            exponent = exponent * 10 + (peek(i) - '0');
        number = shifted(number, peek(1) == '-' ? -exponent : exponent);
        m_at += end;
    }

    static std::string shifted(const std::string& number, int places)
    {
        const std::size_t point = std::min(number.find('.'), number.size());
        std::string digits = number.substr(0, point);
        if (point < number.size())
            digits += number.substr(point + 1);
        int where = static_cast<int>(point) + places;
        if (where < 0) {
            digits.insert(0, static_cast<std::size_t>(-where), '0');
            where = 0;
        }
        const auto whole = static_cast<std::size_t>(where);
        if (whole >= digits.size())
            return digits + std::string(whole - digits.size(), '0');
        return (whole == 0 ? "0" : digits.substr(0, whole)) + "." + digits.substr(whole);
    }

    void word()
    {
        const std::size_t begin = m_at;
        while (isLetter(peek()))
            ++m_at;
        add(TokenKind::Word, std::string(m_text.substr(begin, m_at - begin)));
    }

    void backslash()
    {
        ++m_at;
        const char c = peek();
        if (!isLetter(c)) {
            signAfterBackslash(c);
            return;
        }
        const std::size_t begin = m_at;
        while (isLetter(peek()))
            ++m_at;
        const std::string name(m_text.substr(begin, m_at - begin));
        if (isLayout(name))
            dropDelimiterDot(name);
        else if (isTextCommand(name))
            textGroup();
        else if (name == "mathrm" || name == "rm")
            uprightGroup();
        else if (!isFont(name))
            add(TokenKind::Command, name);
    }

    /// \left. and \right. are nothing.
    void dropDelimiterDot(std::string_view name)
    {
        if ((name == "left" || name == "right") && peek() == '.')
            ++m_at;
        m_space = true;
    }

    void signAfterBackslash(char c)
    {
        ++m_at;
        if (std::string_view(",;:! ()[]").find(c) != kNowhere) {
            // \( \) \[ \] stand around mathematics, the others are spaces.
            m_space = m_space || c != '!';
        } else if (c == '\\') {
            add(TokenKind::Command, "newline");
        } else if (c == '|') {
            add(TokenKind::Sign, "|");
        } else if (std::string_view("{}$%#&_").find(c) != kNowhere && c != '\0') {
            add(TokenKind::Sign, std::string("\\") + c);
        } else {
            throw MathProblem{"has a backslash before nothing known"};
        }
    }

    void textGroup()
    {
        while (isSpace(peek()))
            ++m_at;
        if (peek() != '{')
            return;
        const std::size_t close = m_text.find('}', m_at);
        if (close == kNowhere)
            throw MathProblem{"has a \\text{ that is never closed"};
        std::string_view text = m_text.substr(m_at + 1, close - m_at - 1);
        m_at = close + 1;
        while (!text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && isSpace(text.back()))
            text.remove_suffix(1);
        m_space = true;
        if (!text.empty())
            add(TokenKind::Text, std::string(text));
    }

    /// \mathrm{cm} is a text, \mathrm{e} and \mathrm{sin} stand for themselves.
    void uprightGroup()
    {
        const std::size_t open = m_text.find_first_not_of(' ', m_at);
        const std::size_t close = m_text.find('}', m_at);
        if (open == kNowhere || m_text[open] != '{' || close == kNowhere)
            return;
        const std::string_view word = m_text.substr(open + 1, close - open - 1);
        const bool letters =
            std::all_of(word.begin(), word.end(), [](char c) { return isLetter(c) || c == ' '; });
        if (letters && word.size() >= 2 && functionNamed(word).empty())
            textGroup();
    }

    void wide()
    {
        for (const auto& [spelling, token] : unicodeSpellings()) {
            if (m_text.substr(m_at, spelling.size()) == spelling) {
                add(token.kind, token.text);
                m_at += spelling.size();
                return;
            }
        }
        if (!superscript() && !thinSpace())
            throw MathProblem{"has the character \"" + character() + "\", which is no mathematics"};
    }

    bool superscript()
    {
        for (const auto& [spelling, digit] : {std::pair{"\u00B2", "2"}, std::pair{"\u00B3", "3"}}) {
            if (m_text.substr(m_at, 2) != spelling)
                continue;
            add(TokenKind::Sign, "^");
            add(TokenKind::Number, digit);
            m_at += 2;
            return true;
        }
        return false;
    }

    bool thinSpace()
    {
        for (const std::string_view space : {"\u00A0", "\u2009", "\u202F"}) {
            if (m_text.substr(m_at, space.size()) != space)
                continue;
            m_at += space.size();
            m_space = true;
            return true;
        }
        return false;
    }

    [[nodiscard]] std::string character() const
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && (static_cast<unsigned char>(m_text[end]) & 0xC0U) == 0x80U)
            ++end;
        return std::string(m_text.substr(m_at, end - m_at));
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_space = false;
    std::vector<MathToken> m_tokens;
};

/// Without spaces, a full stop at the end, and dollar signs around it.
std::string_view bare(std::string_view text)
{
    const auto trim = [&text] {
        while (!text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && (isSpace(text.back()) || text.back() == '.'))
            text.remove_suffix(1);
    };
    trim();
    while (text.size() >= 2 && text.front() == '$' && text.back() == '$' &&
           !(text.size() >= 3 && text[text.size() - 2] == '\\')) {
        text.remove_prefix(1);
        text.remove_suffix(1);
        trim();
    }
    return text;
}

} // namespace

bool isDigits(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

std::vector<MathToken> mathTokens(std::string_view text)
{
    text = bare(text);
    if (text.size() > kLongestText)
        throw MathProblem{"is longer than " + std::to_string(kLongestText) + " bytes", true};
    return Lexer(text).all();
}

} // namespace rw
