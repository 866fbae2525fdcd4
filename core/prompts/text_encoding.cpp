#include "core/prompts/text_encoding.h"

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>

namespace rw {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

void appendUtf8(std::string& text, char32_t codePoint)
{
    const auto byte = [&text](std::uint32_t value) { text.push_back(static_cast<char>(value)); };
    const auto c = static_cast<std::uint32_t>(codePoint);
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | c >> 6U);
        byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0U | c >> 12U);
        byte(0x80U | (c >> 6U & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    } else {
        byte(0xF0U | c >> 18U);
        byte(0x80U | (c >> 12U & 0x3FU));
        byte(0x80U | (c >> 6U & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    }
}

std::string fromUtf16(std::string_view bytes, bool bigEndian)
{
    const auto unitAt = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<char32_t>(bigEndian ? first << 8U | second : second << 8U | first);
    };
    const auto isHigh = [](char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; };
    const auto isLow = [](char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        const char32_t unit = unitAt(i);
        if (isHigh(unit) && i + 3 < bytes.size() && isLow(unitAt(i + 2))) {
            appendUtf8(text, 0x10000 + ((unit - 0xD800) << 10U) + (unitAt(i + 2) - 0xDC00));
            i += 2;
        } else {
            appendUtf8(text, isHigh(unit) || isLow(unit) ? kReplacement : unit);
        }
    }
    return text;
}

bool startsWith(std::string_view text, std::string_view mark)
{
    return text.substr(0, mark.size()) == mark;
}

} // namespace

std::string decodeText(std::string bytes, std::string_view name)
{
    using namespace std::string_view_literals;
    if (startsWith(bytes, "\xEF\xBB\xBF"sv)) {
        bytes.erase(0, 3);
    } else if (startsWith(bytes, "\xFF\xFE\0\0"sv) || startsWith(bytes, "\0\0\xFE\xFF"sv)) {
        throw Error(std::string(name) + " is UTF-32.", "Save it as UTF-8.");
    } else if (startsWith(bytes, "\xFF\xFE"sv) || startsWith(bytes, "\xFE\xFF"sv)) {
        bytes = fromUtf16(std::string_view(bytes).substr(2), bytes[0] == '\xFE');
    }
    if (bytes.find('\0') != std::string::npos)
        throw Error(std::string(name) + " is no text: it has NUL bytes.",
                    "Choose a file of JSON, CSV or plain text, saved as UTF-8.");
    return bytes;
}

} // namespace rw
