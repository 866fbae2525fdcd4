#include "core/jinja/code_points.h"

#include <utf8proc.h>

namespace rw::jinja {

namespace {

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

utf8proc_category_t categoryOf(char32_t codePoint)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(codePoint));
}

template <class Change>
std::string changed(std::string_view text, const Change& change)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += codePointLength(text, i))
        out += change(codePointAt(text, i));
    return out;
}

} // namespace

std::size_t codePointLength(std::string_view text, std::size_t position)
{
    std::size_t end = position + 1;
    while (end < text.size() && continues(text[end]))
        ++end;
    return end - position;
}

char32_t codePointAt(std::string_view text, std::size_t position)
{
    const auto lead = static_cast<unsigned char>(text[position]);
    const std::size_t length = codePointLength(text, position);
    char32_t codePoint = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i)
        codePoint = (codePoint << 6U) | (static_cast<unsigned char>(text[position + i]) & 0x3FU);
    return codePoint;
}

std::size_t codePointBefore(std::string_view text, std::size_t position)
{
    do
        --position;
    while (position > 0 && continues(text[position]));
    return position;
}

std::string encodeUtf8(char32_t codePoint)
{
    constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
    if (codePoint > 0x10FFFF || (codePoint >= 0xD800 && codePoint <= 0xDFFF))
        return std::string(kReplacement);
    utf8proc_uint8_t bytes[4];
    const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(codePoint), bytes);
    return {bytes, bytes + length};
}

bool isSpace(char32_t codePoint)
{
    switch (codePoint) {
    case 0x20:
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
        return true;
    default:
        return (codePoint >= 0x09 && codePoint <= 0x0D) || (codePoint >= 0x1C && codePoint <= 0x1F) ||
               (codePoint >= 0x2000 && codePoint <= 0x200A);
    }
}

bool isPrintable(char32_t codePoint)
{
    switch (categoryOf(codePoint)) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_ZS:
        return codePoint == U' ';
    default:
        return true;
    }
}

bool isLetter(char32_t codePoint)
{
    const auto category = categoryOf(codePoint);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool isDecimal(char32_t codePoint)
{
    return categoryOf(codePoint) == UTF8PROC_CATEGORY_ND;
}

std::string upperCase(std::string_view text)
{
    return changed(text, [](char32_t c) {
        constexpr char32_t kSharpS = 0xDF;
        return c == kSharpS
                   ? std::string("SS")
                   : encodeUtf8(static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))));
    });
}

std::string lowerCase(std::string_view text)
{
    return changed(text, [](char32_t c) {
        return encodeUtf8(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c))));
    });
}

Extent withoutSpace(std::string_view text, bool left, bool right)
{
    Extent extent{0, text.size()};
    while (left && extent.begin < extent.end && isSpace(codePointAt(text, extent.begin)))
        extent.begin += codePointLength(text, extent.begin);
    while (right && extent.end > extent.begin) {
        const std::size_t last = codePointBefore(text, extent.end);
        if (!isSpace(codePointAt(text, last)))
            break;
        extent.end = last;
    }
    return extent;
}

} // namespace rw::jinja
