#include "core/verify/answer_extraction.h"

#include <algorithm>
#include <array>
#include <string>

namespace rw {

namespace {

constexpr std::string_view kBoxed = "\\boxed{";
constexpr std::string_view kHashes = "####";

/// A marker in a text: where it begins and where what it announces begins.
struct Marker
{
    std::string_view rule;
    std::size_t begin = 0;
    std::size_t content = 0;
};

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

void keepLater(std::optional<Marker>& last, std::string_view rule, std::size_t begin, std::size_t length)
{
    if (begin != std::string_view::npos && (!last || begin > last->begin))
        last = Marker{rule, begin, begin + length};
}

std::optional<Marker> lastMarker(std::string_view text)
{
    std::optional<Marker> last;
    const std::string lower = lowered(text);
    for (const std::string_view words : {"answer is", "answer:", "answer ="})
        keepLater(last, "answer is", lower.rfind(words), words.size());
    keepLater(last, kHashes, text.rfind(kHashes), kHashes.size());
    keepLater(last, "boxed", text.rfind(kBoxed), kBoxed.size());
    return last;
}

/// Byte behind what a \boxed{ holds; npos where it is never closed.
std::size_t closingBrace(std::string_view text, std::size_t content)
{
    int depth = 1;
    for (std::size_t i = content; i < text.size(); ++i) {
        if (text[i] == '{')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return std::string_view::npos;
}

/// End of the stretch that a marker speaks of: its braces, or its line.
std::size_t contentEnd(std::string_view text, const Marker& marker)
{
    if (marker.rule == "boxed")
        return closingBrace(text, marker.content);
    return std::min(text.find('\n', marker.content), text.size());
}

/// Whether only an operator and spaces stand between two numbers; sets `equals` where it is an equals sign.
bool joinsNumbers(std::string_view between, bool& equals)
{
    bool operatorSeen = false;
    for (const char c : between) {
        if (std::string_view("+-*/=").find(c) != std::string_view::npos) {
            operatorSeen = true;
            equals = equals || c == '=';
        } else if (c != ' ') {
            return false;
        }
    }
    return operatorSeen;
}

/// The first number, or where a calculation begins there ("13 - 4 = 9") what it comes to.
std::optional<FoundNumber> announcedNumber(std::string_view text, std::size_t from)
{
    const auto first = findNumber(text, from);
    if (!first)
        return std::nullopt;
    std::optional<FoundNumber> result = first;
    FoundNumber previous = *first;
    bool equals = false;
    while (const auto next = findNumber(text, previous.end)) {
        if (!joinsNumbers(text.substr(previous.end, next->begin - previous.end), equals))
            break;
        if (equals)
            result = next;
        previous = *next;
    }
    return result;
}

std::optional<FoundNumber> lastNumber(std::string_view text)
{
    std::optional<FoundNumber> last;
    std::size_t from = 0;
    while (const auto found = findNumber(text, from)) {
        last = found;
        from = found->end;
    }
    return last;
}

} // namespace

ExtractedAnswer extractFinalNumber(std::string_view text)
{
    const auto marker = lastMarker(text);
    if (!marker) {
        const auto number = lastNumber(text);
        return {number ? "last number" : "none", number};
    }
    const std::size_t end = contentEnd(text, *marker);
    if (end == std::string_view::npos)
        return {marker->rule, std::nullopt};
    return {marker->rule, announcedNumber(text.substr(0, end), marker->content)};
}

} // namespace rw
