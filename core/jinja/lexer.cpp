#include "core/jinja/lexer.h"

#include "core/base/ascii.h"
#include "core/jinja/code_points.h"
#include "core/jinja/problem.h"
#include "core/jinja/string_literal.h"

#include <algorithm>
#include <array>
#include <optional>

namespace rw::jinja {

namespace {

constexpr std::string_view kSpace = " \t\r\n\f\v";

/// One way of writing a line's end, and none behind the last line: as Jinja reads its sources.
std::string withPlainNewlines(std::string_view source)
{
    std::string out;
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r' && i + 1 < source.size() && source[i + 1] == '\n')
            continue;
        out += source[i] == '\r' ? '\n' : source[i];
    }
    if (out.ends_with('\n'))
        out.pop_back();
    return out;
}

bool beginsName(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// A tag {% endraw %}.
struct RawEnd
{
    char signBefore = ' ';
    char signBehind = ' ';
    std::size_t length = 0;
};

/// Takes a sign of white space control off the front; ' ' if there is none.
char takeSign(std::string_view& text)
{
    if (!text.starts_with('-') && !text.starts_with('+'))
        return ' ';
    const char sign = text.front();
    text.remove_prefix(1);
    return sign;
}

void dropSpace(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
}

/// The tag {% endraw %} at the front of `text`, which begins with {%.
std::optional<RawEnd> rawEnd(std::string_view text)
{
    constexpr std::string_view kWord = "endraw";
    constexpr std::string_view kClosing = "%}";
    RawEnd end;
    std::string_view rest = text.substr(2);
    end.signBefore = takeSign(rest);
    dropSpace(rest);
    if (!rest.starts_with(kWord))
        return std::nullopt;
    rest.remove_prefix(kWord.size());
    dropSpace(rest);
    end.signBehind = takeSign(rest);
    if (!rest.starts_with(kClosing))
        return std::nullopt;
    end.length = text.size() - rest.size() + kClosing.size();
    return end;
}

/// The code point at the front of `text`, for messages.
std::string shownCodePoint(std::string_view text)
{
    if (isPrintable(codePointAt(text, 0)))
        return "\"" + std::string(text.substr(0, codePointLength(text, 0))) + "\"";
    return "number " + std::to_string(static_cast<unsigned>(codePointAt(text, 0)));
}

class Lexer
{
public:
    explicit Lexer(std::string_view source)
        : m_source(withPlainNewlines(source))
    {
    }

    std::vector<Token> run()
    {
        while (m_position < m_source.size())
            readText();
        add(Token::Kind::End, {});
        return std::move(m_tokens);
    }

private:
    [[noreturn]] void fail(const std::string& text) const { throw SyntaxProblem{m_line, text}; }

    [[nodiscard]] std::string_view rest() const { return std::string_view(m_source).substr(m_position); }

    void advance(std::size_t bytes)
    {
        const auto begin = m_source.begin() + static_cast<std::ptrdiff_t>(m_position);
        m_line += static_cast<int>(std::count(begin, begin + static_cast<std::ptrdiff_t>(bytes), '\n'));
        m_position += bytes;
    }

    void add(Token::Kind kind, std::string text) { m_tokens.push_back({kind, std::move(text), m_line}); }

    /// Text up to the next tag, and the tag.
    void readText()
    {
        std::size_t tag = 0;
        do {
            tag = rest().find('{', tag);
            if (tag == std::string_view::npos) {
                addData(rest());
                advance(rest().size());
                return;
            }
            ++tag;
        } while (tag >= rest().size() || std::string_view("{%#").find(rest()[tag]) == std::string_view::npos);
        --tag;

        const std::string_view text = rest().substr(0, tag);
        const char kind = rest()[tag + 1];
        const char sign = tag + 2 < rest().size() ? rest()[tag + 2] : ' ';
        addData(text.substr(0, keptOf(text, kind, sign)));
        advance(tag + 2);
        if (sign == '-' || sign == '+')
            advance(1);
        if (kind == '#')
            readComment();
        else if (kind == '{')
            readTag(Token::Kind::VariableBegin, Token::Kind::VariableEnd, "}}");
        else if (!readRaw())
            readTag(Token::Kind::BlockBegin, Token::Kind::BlockEnd, "%}");
        m_lineStarts = m_source[m_position - 1] == '\n';
    }

    void addData(std::string_view text)
    {
        if (!text.empty())
            add(Token::Kind::Data, std::string(text));
    }

    /// How much of the text before a tag stays.
    [[nodiscard]] std::size_t keptOf(std::string_view text, char kind, char sign) const
    {
        if (sign == '-')
            return withoutSpace(text, false, true).end;
        if (sign == '+' || kind == '{')
            return text.size();
        const std::size_t line = text.rfind('\n') + 1; // npos + 1 is 0
        const bool fromLineStart = line > 0 || m_lineStarts;
        const Extent indent = withoutSpace(text.substr(line), true, false);
        return fromLineStart && indent.begin == indent.end ? line : text.size();
    }

    void readComment()
    {
        const std::size_t end = rest().find("#}");
        if (end == std::string_view::npos)
            fail("a comment is not closed by #}");
        const char sign = end > 0 ? rest()[end - 1] : ' ';
        advance(end + 2);
        trimBehind(sign, true);
    }

    /// What a tag's end takes with it: all white space behind a minus sign, one line's end behind a block.
    void trimBehind(char sign, bool block)
    {
        if (sign == '-')
            advance(withoutSpace(rest(), true, false).begin);
        else if (block && sign != '+' && rest().starts_with('\n'))
            advance(1);
    }

    void skipSpace() { advance(std::min(rest().find_first_not_of(kSpace), rest().size())); }

    bool takeWord(std::string_view word)
    {
        if (!rest().starts_with(word))
            return false;
        advance(word.size());
        return true;
    }

    /// {% raw %} has been begun at the position if this is true; then all of it has been read.
    bool readRaw()
    {
        const std::size_t before = m_position;
        const int lineBefore = m_line;
        skipSpace();
        if (takeWord("raw")) {
            skipSpace();
            const bool trims = rest().starts_with("-%}");
            if (takeWord(trims ? "-%}" : "%}")) {
                trimBehind(trims ? '-' : '+', true);
                readRawBody();
                return true;
            }
        }
        m_position = before;
        m_line = lineBefore;
        return false;
    }

    void readRawBody()
    {
        m_lineStarts = m_source[m_position - 1] == '\n';
        for (std::size_t tag = rest().find("{%"); tag != std::string_view::npos;
             tag = rest().find("{%", tag + 1)) {
            const auto end = rawEnd(rest().substr(tag));
            if (!end)
                continue;
            addData(rest().substr(0, keptOf(rest().substr(0, tag), '%', end->signBefore)));
            advance(tag + end->length);
            trimBehind(end->signBehind, true);
            return;
        }
        fail("{% raw %} is not closed by {% endraw %}");
    }

    void readTag(Token::Kind begin, Token::Kind end, std::string_view closing)
    {
        add(begin, {});
        m_brackets.clear();
        while (true) {
            skipSpace();
            if (rest().empty())
                fail("a tag is not closed by " + std::string(closing));
            if (m_brackets.empty() && readTagEnd(end, closing))
                return;
            readToken();
        }
    }

    bool readTagEnd(Token::Kind end, std::string_view closing)
    {
        const bool block = end == Token::Kind::BlockEnd;
        const char sign = rest()[0];
        const bool signedEnd =
            (sign == '-' || (block && sign == '+')) && rest().substr(1).starts_with(closing);
        if (!signedEnd && !rest().starts_with(closing))
            return false;
        add(end, {});
        advance(closing.size() + (signedEnd ? 1 : 0));
        trimBehind(signedEnd ? sign : ' ', block);
        return true;
    }

    void readToken()
    {
        const char first = rest()[0];
        if (isDigit(first))
            readNumber();
        else if (beginsName(first))
            readName();
        else if (first == '\'' || first == '"')
            readString();
        else
            readOperator();
    }

    void readName()
    {
        std::size_t length = 1;
        while (length < rest().size() && (beginsName(rest()[length]) || isDigit(rest()[length])))
            ++length;
        add(Token::Kind::Name, std::string(rest().substr(0, length)));
        advance(length);
    }

    /// Digits with single underscores between them, from `from` on. @return where they end
    [[nodiscard]] std::size_t digitsEnd(std::size_t from) const
    {
        std::size_t end = from;
        while (end < rest().size() &&
               (isDigit(rest()[end]) ||
                (rest()[end] == '_' && end > from && end + 1 < rest().size() && isDigit(rest()[end + 1]))))
            ++end;
        return end;
    }

    void readNumber()
    {
        std::size_t end = digitsEnd(0);
        bool isFloat = false;
        const bool afterDot =
            !m_tokens.empty() && m_position > 0 && m_source[m_position - 1] == '.'; // messages.0.content
        const auto at = [&](std::size_t i) { return i < rest().size() ? rest()[i] : ' '; };
        if (!afterDot && at(end) == '.' && isDigit(at(end + 1))) {
            end = digitsEnd(end + 1);
            isFloat = true;
        }
        if (!afterDot && (at(end) == 'e' || at(end) == 'E')) {
            const std::size_t digits = at(end + 1) == '+' || at(end + 1) == '-' ? end + 2 : end + 1;
            if (isDigit(at(digits))) {
                end = digitsEnd(digits);
                isFloat = true;
            }
        }
        std::string text(rest().substr(0, end));
        text.erase(std::remove(text.begin(), text.end(), '_'), text.end());
        add(isFloat ? Token::Kind::Float : Token::Kind::Integer, std::move(text));
        advance(end);
    }

    void readString()
    {
        const char quote = rest()[0];
        std::size_t end = 1;
        while (end < rest().size() && rest()[end] != quote)
            end += rest()[end] == '\\' ? 2 : 1;
        if (end >= rest().size())
            fail("a string is not closed");
        try {
            add(Token::Kind::String, unescaped(rest().substr(1, end - 1)));
        } catch (const Problem& problem) {
            fail(problem.what());
        }
        advance(end + 1);
    }

    void readOperator()
    {
        constexpr std::array<std::string_view, 26> kOperators{
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[",
            "]",  "(",  ")",  "{",  "}",  ">",  "<", "=", ".", ":", "|", ",", ";"};
        const auto found = std::find_if(kOperators.begin(), kOperators.end(),
                                        [&](std::string_view sign) { return rest().starts_with(sign); });
        if (found == kOperators.end())
            fail("the character " + shownCodePoint(rest()) + " has no place in a tag");
        balance(*found);
        add(Token::Kind::Operator, std::string(*found));
        advance(found->size());
    }

    void balance(std::string_view sign)
    {
        constexpr std::string_view kOpening = "([{";
        constexpr std::string_view kClosing = ")]}";
        if (const std::size_t kind = kOpening.find(sign[0]); kind != std::string_view::npos) {
            m_brackets += kClosing[kind];
        } else if (kClosing.find(sign[0]) != std::string_view::npos) {
            if (m_brackets.empty() || m_brackets.back() != sign[0])
                fail("\"" + std::string(sign) + "\" closes nothing");
            m_brackets.pop_back();
        }
    }

    std::string m_source;
    std::size_t m_position = 0;
    int m_line = 1;
    bool m_lineStarts = true; ///< the position is at the begin of a line
    std::string m_brackets;   ///< closing ones that are due
    std::vector<Token> m_tokens;
};

} // namespace

std::vector<Token> tokenize(std::string_view source)
{
    return Lexer(source).run();
}

} // namespace rw::jinja
