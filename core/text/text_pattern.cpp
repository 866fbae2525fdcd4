#include "core/text/text_pattern.h"

#include "core/base/error.h"
#include "core/text/code_point.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cstdint>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kLongestExpression = 4096;
constexpr std::uint32_t kMatchLimit = 200'000;
constexpr std::uint32_t kDepthLimit = 100'000;
constexpr std::uint32_t kHeapLimitKiB = 65'536;

struct Free
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

[[noreturn]] void refuse(std::string_view what, std::string_view expression, const std::string& problem)
{
    throw Error(std::string(what) + ": the expression \"" + std::string(expression.substr(0, 200)) + "\" " +
                    problem + ".",
                "Take the tokenizer.json that belongs to the model.");
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
    if (expression.empty() || expression.size() > kLongestExpression)
        refuse(what, expression, "is empty or longer than " + std::to_string(kLongestExpression) + " bytes");
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

struct TextPattern::Compiled
{
    std::unique_ptr<pcre2_code, Free> code;
    std::unique_ptr<pcre2_match_context, Free> limits;
};

TextPattern TextPattern::literal(std::string text)
{
    TextPattern pattern;
    pattern.m_text = std::move(text);
    return pattern;
}

TextPattern TextPattern::expression(std::string text, std::string_view what)
{
    checkKind(text, what);
    const std::string translated = withWhiteSpace(text);
    int problem = 0;
    PCRE2_SIZE where = 0;
    auto compiled = std::make_shared<Compiled>();
    constexpr std::uint32_t kOptions =
        PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE;
    compiled->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.data()), translated.size(),
                                       kOptions, &problem, &where, nullptr));
    if (!compiled->code) {
        std::array<PCRE2_UCHAR, 160> message{};
        pcre2_get_error_message(problem, message.data(), message.size());
        refuse(what, text, "cannot be read: " + std::string(reinterpret_cast<const char*>(message.data())));
    }
    compiled->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(compiled->limits.get(), kMatchLimit);
    pcre2_set_depth_limit(compiled->limits.get(), kDepthLimit);
    pcre2_set_heap_limit(compiled->limits.get(), kHeapLimitKiB);

    TextPattern pattern;
    pattern.m_text = std::move(text);
    pattern.m_compiled = std::move(compiled);
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
    const std::unique_ptr<pcre2_match_data, Free> data(
        pcre2_match_data_create_from_pattern(m_compiled->code.get(), nullptr));
    const int found =
        pcre2_match(m_compiled->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                    PCRE2_NO_UTF_CHECK, data.get(), m_compiled->limits.get());
    if (found == PCRE2_ERROR_NOMATCH)
        return {};
    if (found < 0)
        refuse("The tokenizer", m_text, "takes too many steps on this text");
    const PCRE2_SIZE* range = pcre2_get_ovector_pointer(data.get());
    return {range[0], range[1]};
}

std::size_t nextSearch(std::string_view text, const TextPattern::Match& match)
{
    if (match.end > match.begin)
        return match.end;
    return match.end + (match.end < text.size() ? codePointAt(text, match.end).length : 1);
}

} // namespace rw
