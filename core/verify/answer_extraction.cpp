#include "core/verify/answer_extraction.h"

#include <algorithm>
#include <string>

namespace rw {

namespace {

constexpr std::string_view kThink = "<think>";
constexpr std::string_view kThinkEnd = "</think>";
constexpr std::string_view kAnswerTag = "<answer>";
constexpr std::string_view kAnswerTagEnd = "</answer>";
constexpr std::string_view kHashes = "####";
constexpr std::string_view kBoxed = "boxed";
constexpr std::string_view kAnswerIs = "answer is";
constexpr std::string_view kTagged = "answer tag";
constexpr std::size_t kNowhere = std::string_view::npos;

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

void keepLater(std::optional<Marker>& last, std::string_view rule, std::size_t begin, std::size_t content)
{
    if (begin != kNowhere && (!last || begin > last->begin))
        last = Marker{rule, begin, content};
}

/// The last `command` with a brace behind it, perhaps behind spaces.
void keepLaterBox(std::optional<Marker>& last, std::string_view text, std::string_view command)
{
    for (std::size_t at = text.rfind(command); at != kNowhere; at = text.rfind(command, at - 1)) {
        const std::size_t brace = text.find_first_not_of(' ', at + command.size());
        if (brace != kNowhere && text[brace] == '{')
            return keepLater(last, kBoxed, at, brace + 1);
        if (at == 0)
            return;
    }
}

std::optional<Marker> lastMarker(std::string_view text)
{
    std::optional<Marker> last;
    const std::string lower = lowered(text);
    for (const std::string_view words : {"answer is", "answer:", "answer =", "answer**:", "answer:**"}) {
        const std::size_t begin = lower.rfind(words);
        keepLater(last, kAnswerIs, begin, begin + words.size());
    }
    const std::size_t tag = lower.rfind(kAnswerTag);
    keepLater(last, kTagged, tag, tag + kAnswerTag.size());
    const std::size_t hashes = text.rfind(kHashes);
    keepLater(last, kHashes, hashes, hashes + kHashes.size());
    keepLaterBox(last, text, "\\boxed");
    keepLaterBox(last, text, "\\fbox");
    return last;
}

/// Byte of the brace that closes what a \boxed{ holds; npos where it is never closed. \{ and \} are text.
std::size_t closingBrace(std::string_view text, std::size_t content)
{
    int depth = 1;
    for (std::size_t i = content; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '{')
            ++depth;
        else if (text[i] == '}' && --depth == 0)
            return i;
    }
    return kNowhere;
}

/// End of the stretch that a marker speaks of: its braces, its tag, or its line.
std::size_t contentEnd(std::string_view text, const Marker& marker)
{
    if (marker.rule == kBoxed)
        return closingBrace(text, marker.content);
    if (marker.rule == kTagged)
        return text.find(kAnswerTagEnd, marker.content);
    return std::min(text.find('\n', marker.content), text.size());
}

/// The marker that announces the answer and its stretch, not trimmed.
struct Announcement
{
    std::string_view rule;
    std::optional<ByteRange> range;
    std::size_t begin = 0; ///< of the answer proper
};

Announcement announcement(std::string_view text)
{
    const auto begin = afterThinking(text);
    if (!begin)
        return {"thinking", std::nullopt, text.size()};
    const auto marker = lastMarker(text.substr(*begin));
    if (!marker)
        return {"none", std::nullopt, *begin};
    const std::size_t end = contentEnd(text.substr(*begin), *marker);
    if (end == kNowhere)
        return {marker->rule, std::nullopt, *begin};
    return {marker->rule, ByteRange{*begin + marker->content, *begin + end}, *begin};
}

/// What stands behind "answer is" without what people put around it: ": **18**."
ByteRange withoutDecoration(std::string_view text, ByteRange range)
{
    while (!range.empty() && std::string_view(": \t*").find(text[range.begin]) != kNowhere)
        ++range.begin;
    range = trimmedRange(text, range);
    while (!range.empty() && std::string_view(".*").find(text[range.end - 1]) != kNowhere)
        --range.end;
    return trimmedRange(text, range);
}

/// Whether only an operator and spaces stand between two numbers; sets `equals` where it is an equals sign.
bool joinsNumbers(std::string_view between, bool& equals)
{
    bool operatorSeen = false;
    for (const char c : between) {
        if (std::string_view("+-*/=").find(c) != kNowhere) {
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

std::optional<FoundNumber> lastNumber(std::string_view text, std::size_t from)
{
    std::optional<FoundNumber> last;
    while (const auto found = findNumber(text, from)) {
        last = found;
        from = found->end;
    }
    return last;
}

} // namespace

std::optional<std::size_t> afterThinking(std::string_view text)
{
    const std::size_t end = text.rfind(kThinkEnd);
    const std::size_t begin = end == kNowhere ? 0 : end + kThinkEnd.size();
    if (text.find(kThink, begin) != kNowhere)
        return std::nullopt;
    return begin;
}

ByteRange trimmedRange(std::string_view text, ByteRange range)
{
    constexpr std::string_view kSpace = " \t\r\n";
    while (!range.empty() && kSpace.find(text[range.begin]) != kNowhere)
        ++range.begin;
    while (!range.empty() && kSpace.find(text[range.end - 1]) != kNowhere)
        --range.end;
    return range;
}

AnnouncedAnswer announcedAnswer(std::string_view text)
{
    const Announcement found = announcement(text);
    if (!found.range)
        return {found.rule, std::nullopt};
    const ByteRange range =
        found.rule == kAnswerIs ? withoutDecoration(text, *found.range) : trimmedRange(text, *found.range);
    return {found.rule, range.empty() ? std::nullopt : std::optional(range)};
}

ExtractedAnswer extractFinalNumber(std::string_view text)
{
    const Announcement found = announcement(text);
    if (found.range)
        return {found.rule, announcedNumber(text.substr(0, found.range->end), found.range->begin)};
    if (found.rule != "none")
        return {found.rule, std::nullopt};
    const auto number = lastNumber(text, found.begin);
    return {number ? "last number" : "none", number};
}

} // namespace rw
