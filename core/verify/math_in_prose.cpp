#include "core/verify/math_in_prose.h"

#include "core/base/ascii.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

std::string_view cut(std::string_view text, ByteRange range)
{
    return text.substr(range.begin, range.end - range.begin);
}

/// Whether it has words side by side outside of \text{}: what stands between two prices, not mathematics.
bool isProse(std::string_view text)
{
    int words = 0;
    for (std::size_t i = 0; i < text.size();) {
        if (text.substr(i).starts_with("\\text")) {
            i = std::min(text.find('}', i), text.size());
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && isLetter(text[end]))
            ++end;
        const bool command = i > 0 && text[i - 1] == '\\';
        words += end - i >= 3 && !command ? 1 : 0;
        i = std::max(end, i + 1);
    }
    return words >= 2;
}

/// Whether the dollar signs around `inside` write mathematics.
bool isPair(std::string_view text, ByteRange inside)
{
    const std::string_view content = cut(text, inside);
    if (content.empty() || content.find('\n') != kNowhere || isProse(content))
        return false;
    if (isSpace(content.front()) != isSpace(content.back()))
        return false;
    return inside.end + 1 >= text.size() || !isDigit(text[inside.end + 1]);
}

/// The next dollar sign without a backslash at or behind `from`.
std::size_t findDollar(std::string_view text, std::size_t from)
{
    for (std::size_t at = text.find('$', from); at != kNowhere; at = text.find('$', at + 1)) {
        if (at == 0 || text[at - 1] != '\\')
            return at;
    }
    return kNowhere;
}

/// The last pair of dollar signs, single or double, taken from the left.
std::optional<ByteRange> lastBetweenDollars(std::string_view text, std::size_t from)
{
    std::optional<ByteRange> last;
    for (std::size_t open = findDollar(text, from); open != kNowhere;) {
        const bool twice = text.substr(open).starts_with("$$");
        const std::size_t begin = open + (twice ? 2 : 1);
        const std::size_t end = twice ? text.find("$$", begin) : findDollar(text, begin);
        if (end == kNowhere)
            break;
        const ByteRange inside{begin, end};
        const bool pair = twice ? !isProse(cut(text, inside)) : isPair(text, inside);
        if (pair)
            last = trimmedRange(text, inside);
        open = pair ? findDollar(text, end + (twice ? 2 : 1)) : end;
    }
    return last;
}

/// The last stretch between `open` and `close`.
std::optional<ByteRange> lastBetween(std::string_view text, std::size_t from, std::string_view open,
                                     std::string_view close)
{
    const std::size_t end = text.rfind(close);
    if (end == kNowhere || end < from + open.size())
        return std::nullopt;
    const std::size_t begin = text.rfind(open, end - open.size());
    if (begin == kNowhere || begin < from)
        return std::nullopt;
    const ByteRange range = trimmedRange(text, {begin + open.size(), end});
    return isProse(cut(text, range)) ? std::nullopt : std::optional(range);
}

} // namespace

std::optional<ByteRange> lastMathIn(std::string_view text, std::size_t from)
{
    std::optional<ByteRange> last;
    for (const auto& found : {lastBetweenDollars(text, from), lastBetween(text, from, "\\(", "\\)"),
                              lastBetween(text, from, "\\[", "\\]")}) {
        if (found && !found->empty() && (!last || found->end > last->end))
            last = found;
    }
    return last;
}

} // namespace rw
