#include "core/pattern/pattern.h"

#include "core/base/error.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

namespace rw {

namespace {

constexpr std::size_t kLongestExpression = 4096;
constexpr auto kMostTime = std::chrono::seconds(1);

struct Free
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

std::string messageOf(int problem)
{
    std::array<PCRE2_UCHAR, 160> message{};
    pcre2_get_error_message(problem, message.data(), message.size());
    return reinterpret_cast<const char*>(message.data());
}

std::string quoted(std::string_view expression)
{
    return "The expression \"" + std::string(expression.substr(0, 200)) + "\"";
}

std::uint32_t flagsOf(const PatternOptions& options)
{
    std::uint32_t flags = PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C;
    flags |= options.ignoreCase ? PCRE2_CASELESS : 0U;
    flags |= options.lineEnds ? PCRE2_MULTILINE : 0U;
    flags |= options.groups ? 0U : PCRE2_NO_AUTO_CAPTURE;
    return flags;
}

/// The byte behind an empty match at which to look on.
std::size_t nextCharacter(std::string_view text, std::size_t at)
{
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U)
        ++at;
    return at;
}

} // namespace

struct Pattern::Compiled
{
    std::unique_ptr<pcre2_code, Free> code;
    std::unique_ptr<pcre2_match_context, Free> limits;
};

Pattern::Pattern(std::string_view expression, const PatternOptions& options)
    : m_expression(expression)
{
    if (expression.size() > kLongestExpression)
        throw UsageError(quoted(expression) + " is longer than " + std::to_string(kLongestExpression) +
                         " bytes.");
    int problem = 0;
    PCRE2_SIZE where = 0;
    auto compiled = std::make_shared<Compiled>();
    compiled->code.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(m_expression.data()), m_expression.size(),
                                       flagsOf(options), &problem, &where, nullptr));
    if (!compiled->code)
        throw UsageError(quoted(expression) + " cannot be read at byte " + std::to_string(where) + ": " +
                         messageOf(problem) + ".");
    compiled->limits.reset(pcre2_match_context_create(nullptr));
    pcre2_set_match_limit(compiled->limits.get(), options.steps);
    pcre2_set_depth_limit(compiled->limits.get(), options.depth);
    pcre2_set_heap_limit(compiled->limits.get(), options.memoryKiB);
    m_compiled = std::move(compiled);
}

/// What searches of one text share.
struct Pattern::Search
{
    std::string_view text;
    std::unique_ptr<pcre2_match_data, Free> data;

    Search(const Compiled& compiled, std::string_view in)
        : text(in)
        , data(pcre2_match_data_create_from_pattern(compiled.code.get(), nullptr))
    {
    }
};

std::optional<Pattern::Match> Pattern::find(std::string_view text, std::size_t from) const
{
    return next(Search(*m_compiled, text), from);
}

std::optional<Pattern::Match> Pattern::next(const Search& search, std::size_t from) const
{
    const std::string_view text = search.text;
    if (from > text.size())
        return std::nullopt;
    const int found =
        pcre2_match(m_compiled->code.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                    PCRE2_NO_UTF_CHECK, search.data.get(), m_compiled->limits.get());
    if (found == PCRE2_ERROR_NOMATCH)
        return std::nullopt;
    if (found < 0)
        throw Error(quoted(m_expression) + " cannot be matched: " + messageOf(found) + ".",
                    "Write it with fewer nested repetitions.");
    const PCRE2_SIZE* range = pcre2_get_ovector_pointer(search.data.get());
    // \K in a look-ahead may put the beginning behind the end.
    const ByteRange whole{std::min(range[0], range[1]), range[1]};
    for (int group = 1; group < found; ++group) {
        const std::size_t begin = range[2 * group];
        if (begin != PCRE2_UNSET)
            return Match{whole, {std::min(begin, range[2 * group + 1]), range[2 * group + 1]}};
    }
    return Match{whole, whole};
}

std::optional<Pattern::Match> Pattern::findLast(std::string_view text, std::size_t from) const
{
    std::optional<Match> last;
    const Search search(*m_compiled, text);
    const auto begin = std::chrono::steady_clock::now();
    while (const auto match = next(search, from)) {
        if (std::chrono::steady_clock::now() - begin > kMostTime)
            throw Error(quoted(m_expression) + " takes too long on this text.",
                        "Write it with fewer repetitions.");
        last = match;
        from = match->whole.empty() ? nextCharacter(text, match->whole.end) : match->whole.end;
    }
    return last;
}

} // namespace rw
