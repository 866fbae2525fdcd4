#include "core/jinja/string_literal.h"

#include "core/jinja/code_points.h"
#include "core/jinja/problem.h"

#include <algorithm>
#include <charconv>

namespace rw::jinja {

namespace {

char32_t hexCodePoint(std::string_view text, std::size_t digits)
{
    const std::string_view part = text.substr(0, digits);
    unsigned value = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, 16);
    if (part.size() < digits || error != std::errc() || end != part.data() + part.size() || value > 0x10FFFF)
        throw Problem("a string has a broken \\x, \\u or \\U escape");
    return value;
}

std::size_t octalDigits(std::string_view text)
{
    constexpr std::size_t kMost = 3;
    std::size_t count = 0;
    while (count < std::min(kMost, text.size()) && text[count] >= '0' && text[count] <= '7')
        ++count;
    return count;
}

/// Reads the escape behind a backslash. @return bytes read
std::size_t readEscape(std::string_view rest, std::string& out)
{
    constexpr std::string_view kNames = "nrtabfv\\'\"";
    constexpr std::string_view kMeanings = "\n\r\t\a\b\f\v\\'\"";
    if (const std::size_t octal = octalDigits(rest); octal > 0) {
        unsigned value = 0;
        std::from_chars(rest.data(), rest.data() + octal, value, 8);
        out += encodeUtf8(value);
        return octal;
    }
    if (const std::size_t place = kNames.find(rest[0]); place != std::string_view::npos) {
        out += kMeanings[place];
        return 1;
    }
    const std::size_t digits = rest[0] == 'x' ? 2 : rest[0] == 'u' ? 4 : rest[0] == 'U' ? 8 : 0;
    if (digits > 0) {
        out += encodeUtf8(hexCodePoint(rest.substr(1), digits));
        return 1 + digits;
    }
    if (rest[0] == '\n')
        return 1;
    if (rest[0] == 'N')
        throw Problem("a string names a character by \\N, which is not supported");
    out += '\\';
    return 0;
}

} // namespace

std::string unescaped(std::string_view literal)
{
    std::string out;
    for (std::size_t i = 0; i < literal.size();) {
        if (literal[i] != '\\') {
            out += literal[i++];
            continue;
        }
        if (i + 1 == literal.size())
            throw Problem("a string ends in a backslash");
        i += 1 + readEscape(literal.substr(i + 1), out);
    }
    return out;
}

} // namespace rw::jinja
