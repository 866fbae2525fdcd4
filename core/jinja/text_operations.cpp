#include "core/jinja/text_operations.h"

#include "core/jinja/code_points.h"
#include "core/jinja/problem.h"
#include "core/jinja/value_text.h"

#include <algorithm>
#include <utility>

namespace rw::jinja {

namespace {

/// Calls change(code point's bytes) for each code point; the result takes its mark.
template <class Change>
MarkedText mapped(const MarkedText& text, Budget& budget, const Change& change)
{
    budget.text(text.size());
    MarkedText out;
    text.forEachRun([&](std::string_view run, bool trusted) {
        std::string written;
        for (std::size_t i = 0; i < run.size(); i += codePointLength(run, i))
            written += change(run.substr(i, codePointLength(run, i)));
        out.append(written, trusted);
    });
    return out;
}

bool spaceBegins(std::string_view codePoint)
{
    return isSpace(codePointAt(codePoint, 0));
}

bool holds(std::string_view characters, std::string_view codePoint)
{
    return characters.find(codePoint) != std::string_view::npos;
}

std::vector<Value> splitAtSpace(const MarkedText& text, std::int64_t most, Budget& budget)
{
    std::vector<Value> parts;
    const std::string& bytes = text.text();
    std::size_t begin = 0;
    while (true) {
        begin += withoutSpace(std::string_view(bytes).substr(begin), true, false).begin;
        if (begin == bytes.size())
            return parts;
        std::size_t end = begin;
        const bool last = most >= 0 && parts.size() == static_cast<std::size_t>(most);
        if (last)
            end = bytes.size();
        while (!last && end < bytes.size() && !isSpace(codePointAt(bytes, end)))
            end += codePointLength(bytes, end);
        budget.items(1);
        parts.push_back(Value::text(text.slice(begin, end)));
        if (last)
            return parts;
        begin = end;
    }
}

std::vector<std::size_t> placesOf(const std::string& text, const std::string& part, std::int64_t most,
                                  bool fromRight)
{
    std::vector<std::size_t> places;
    const auto wanted = [&] { return most < 0 || places.size() < static_cast<std::size_t>(most); };
    if (fromRight) {
        std::size_t end = text.size();
        while (wanted() && end >= part.size()) {
            const std::size_t place = text.rfind(part, end - part.size());
            if (place == std::string::npos)
                break;
            places.push_back(place);
            end = place;
        }
        std::reverse(places.begin(), places.end());
        return places;
    }
    for (std::size_t place = text.find(part); place != std::string::npos && wanted();
         place = text.find(part, place + part.size()))
        places.push_back(place);
    return places;
}

/// Between all code points, before the first and behind the last.
MarkedText interleaved(const MarkedText& text, const MarkedText& between, std::int64_t most, Budget& budget)
{
    MarkedText out;
    std::int64_t done = 0;
    for (std::size_t i = 0; i <= text.size(); ++done) {
        if (most < 0 || done < most) {
            budget.text(out.size() / 64 + between.size());
            out.append(between);
        }
        if (i == text.size())
            break;
        const std::size_t length = codePointLength(text.text(), i);
        out.append(text, i, i + length);
        budget.requireTextFits(out.size());
        i += length;
    }
    return out;
}

} // namespace

MarkedText stripped(const MarkedText& text, Side side, const MarkedText* characters, Budget& budget)
{
    budget.text(text.size());
    const std::string& bytes = text.text();
    const bool left = side != Side::Right;
    const bool right = side != Side::Left;
    if (characters == nullptr) {
        const Extent extent = withoutSpace(bytes, left, right);
        return text.slice(extent.begin, extent.end);
    }
    std::size_t begin = 0;
    std::size_t end = bytes.size();
    const auto taken = [&](std::size_t at) {
        budget.work(characters->size());
        return holds(characters->text(), std::string_view(bytes).substr(at, codePointLength(bytes, at)));
    };
    while (left && begin < end && taken(begin))
        begin += codePointLength(bytes, begin);
    while (right && end > begin && taken(codePointBefore(bytes, end)))
        end = codePointBefore(bytes, end);
    return text.slice(begin, end);
}

MarkedText replaced(const MarkedText& text, const MarkedText& from, const MarkedText& to, std::int64_t most,
                    Budget& budget)
{
    budget.text(text.size());
    if (from.size() == 0)
        return interleaved(text, to, most, budget);
    budget.search(text.size(), from.size());
    MarkedText out;
    std::size_t begin = 0;
    for (const std::size_t place : placesOf(text.text(), from.text(), most, false)) {
        out.append(text, begin, place);
        out.append(to);
        budget.work(to.size());
        budget.requireTextFits(out.size());
        begin = place + from.size();
    }
    out.append(text, begin, text.size());
    budget.requireTextFits(out.size());
    return out;
}

std::vector<Value> splitText(const MarkedText& text, const MarkedText* separator, std::int64_t most,
                             bool fromRight, Budget& budget)
{
    budget.text(text.size());
    if (separator == nullptr) {
        if (fromRight && most >= 0)
            throw Problem("rsplit at white space with a limit is not supported");
        return splitAtSpace(text, most, budget);
    }
    if (separator->size() == 0)
        throw Problem("a string is split at an empty separator");
    budget.search(text.size(), separator->size());
    std::vector<Value> parts;
    std::size_t begin = 0;
    for (const std::size_t place : placesOf(text.text(), separator->text(), most, fromRight)) {
        budget.items(1);
        parts.push_back(Value::text(text.slice(begin, place)));
        begin = place + separator->size();
    }
    parts.push_back(Value::text(text.slice(begin, text.size())));
    return parts;
}

std::vector<Value> splitLines(const MarkedText& text, bool keepEnds, Budget& budget)
{
    budget.text(text.size());
    const auto isLineEnd = [](char32_t c) {
        return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 ||
               c == 0x2029;
    };
    std::vector<Value> lines;
    const std::string& bytes = text.text();
    std::size_t begin = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        std::size_t next = i + codePointLength(bytes, i);
        if (isLineEnd(codePointAt(bytes, i))) {
            if (bytes[i] == '\r' && next < bytes.size() && bytes[next] == '\n')
                ++next;
            budget.items(1);
            lines.push_back(Value::text(text.slice(begin, keepEnds ? next : i)));
            begin = next;
        }
        i = next;
    }
    if (begin < bytes.size())
        lines.push_back(Value::text(text.slice(begin, bytes.size())));
    return lines;
}

MarkedText joined(const std::vector<Value>& items, const MarkedText& separator, Budget& budget)
{
    MarkedText out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        budget.step();
        if (i > 0) {
            budget.work(separator.size());
            out.append(separator);
        }
        out.append(textOf(items[i], budget));
        budget.requireTextFits(out.size());
    }
    return out;
}

MarkedText upper(const MarkedText& text, Budget& budget)
{
    return mapped(text, budget, [](std::string_view c) { return upperCase(c); });
}

MarkedText lower(const MarkedText& text, Budget& budget)
{
    return mapped(text, budget, [](std::string_view c) { return lowerCase(c); });
}

MarkedText capitalized(const MarkedText& text, Budget& budget)
{
    bool first = true;
    return mapped(text, budget, [&](std::string_view c) {
        return std::exchange(first, false) ? upperCase(c) : lowerCase(c);
    });
}

MarkedText titled(const MarkedText& text, WordRule rule, Budget& budget)
{
    bool inside = false;
    return mapped(text, budget, [&](std::string_view c) {
        const std::string changed = inside ? lowerCase(c) : upperCase(c);
        inside =
            rule == WordRule::Letters ? isLetter(codePointAt(c, 0)) : !spaceBegins(c) && !holds("-({[<", c);
        return changed;
    });
}

MarkedText indented(const MarkedText& text, const MarkedText& indent, bool first, bool blank, Budget& budget)
{
    MarkedText closed = text;
    closed.append("\n", true); // so that a last line's end counts as a line, as in Jinja
    const std::vector<Value> lines = splitLines(closed, false, budget);
    MarkedText out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const MarkedText& line = *lines[i].asText();
        if (i > 0)
            out.append("\n", true);
        if (i == 0 ? first : blank || line.size() > 0) {
            budget.work(indent.size());
            out.append(indent);
        }
        out.append(line);
        budget.requireTextFits(out.size());
    }
    return out;
}

MarkedText htmlEscaped(const MarkedText& text, Budget& budget)
{
    return mapped(text, budget, [](std::string_view c) -> std::string {
        switch (c[0]) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        case '\'':
            return "&#39;";
        case '"':
            return "&#34;";
        default:
            return std::string(c);
        }
    });
}

} // namespace rw::jinja
