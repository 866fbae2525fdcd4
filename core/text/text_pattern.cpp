#include "core/text/text_pattern.h"

#include "core/base/error.h"
#include "core/text/code_point.h"

#include <utility>

namespace rw {

namespace {

/// As the tokenizers of these files are run elsewhere: by lines, without groups.
constexpr PatternOptions kOptions{.ignoreCase = false,
                                  .lineEnds = true,
                                  .groups = false,
                                  .steps = 200'000,
                                  .depth = 100'000,
                                  .memoryKiB = 65'536};
constexpr const char* kRemedy = "Take the tokenizer.json that belongs to the model.";

[[noreturn]] void refuse(std::string_view what, std::string_view expression, const std::string& problem)
{
    throw Error(std::string(what) + ": the expression \"" + std::string(expression.substr(0, 200)) + "\" " +
                    problem + ".",
                kRemedy);
}

/// The expression with \s and \S spelled out as White_Space: PCRE2's \s also takes U+180E.
std::string withWhiteSpace(std::string_view expression)
{
    constexpr std::string_view kSpaces =
        R"(\x09-\x0D\x20\x85\xA0\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000})";
    std::string result;
    bool inClass = false;
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        if (c != '\\' || i + 1 == expression.size()) {
            inClass = c == '[' ? true : c == ']' ? false : inClass;
            result += c;
            continue;
        }
        const char escaped = expression[++i];
        if (escaped == 's')
            result += inClass ? std::string(kSpaces) : "[" + std::string(kSpaces) + "]";
        else if (escaped == 'S')
            result += inClass ? R"(\S\x{180E})" : "[^" + std::string(kSpaces) + "]";
        else
            result += {c, escaped};
    }
    return result;
}

void checkKind(std::string_view expression, std::string_view what)
{
    if (expression.empty())
        refuse(what, expression, "is empty");
    for (const std::string_view look : {"(?<=", "(?<!"}) {
        if (expression.find(look) != std::string_view::npos)
            refuse(what, expression, "looks behind, which is not supported");
    }
    for (const std::string_view escape : {"\\h", "\\H", "\\K", "\\G", "\\X"}) {
        if (expression.find(escape) != std::string_view::npos)
            refuse(what, expression, "has \"" + std::string(escape) + "\", which is not supported");
    }
    if (expression.starts_with("(*"))
        refuse(what, expression, "sets options of the matcher, which is not supported");
}

} // namespace

TextPattern TextPattern::literal(std::string text)
{
    TextPattern pattern;
    pattern.m_text = std::move(text);
    return pattern;
}

TextPattern TextPattern::expression(std::string text, std::string_view what)
{
    checkKind(text, what);
    TextPattern pattern;
    try {
        pattern.m_expression.emplace(withWhiteSpace(text), kOptions);
    } catch (const UsageError& problem) {
        throw Error(std::string(what) + ": " + problem.what(), kRemedy);
    }
    pattern.m_text = std::move(text);
    return pattern;
}

TextPattern::Match TextPattern::find(std::string_view text, std::size_t from) const
{
    if (isExpression())
        return findExpression(text, from);
    const std::size_t begin = m_text.empty() ? std::string_view::npos : text.find(m_text, from);
    return begin == std::string_view::npos ? Match{} : Match{begin, begin + m_text.size()};
}

TextPattern::Match TextPattern::findExpression(std::string_view text, std::size_t from) const
{
    try {
        const auto match = m_expression->find(text, from);
        return match ? Match{match->whole.begin, match->whole.end} : Match{};
    } catch (const Error&) {
        refuse("The tokenizer", m_text, "takes too many steps on this text");
    }
}

std::size_t nextSearch(std::string_view text, const TextPattern::Match& match)
{
    if (match.end > match.begin)
        return match.end;
    return match.end + (match.end < text.size() ? codePointAt(text, match.end).length : 1);
}

} // namespace rw
