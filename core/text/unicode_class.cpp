#include "core/text/unicode_class.h"

#include "core/text/code_point.h"

#include <utf8proc.h>

namespace rw {

namespace {

/// The property White_Space beyond ASCII (Unicode 15, PropList.txt).
bool isWideSpace(char32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Letters in circles and squares: symbols that have the property Alphabetic (Unicode 15, PropList.txt).
bool isEnclosedLetter(char32_t c)
{
    return (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x1F130 && c <= 0x1F149) || (c >= 0x1F150 && c <= 0x1F169) ||
           (c >= 0x1F170 && c <= 0x1F189);
}

} // namespace

CharClass detail::wideClassOf(char32_t c)
{
    if (isWideSpace(c))
        return CharClass::Space;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
        return CharClass::Letter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return CharClass::Number;
    default:
        return CharClass::Other;
    }
}

bool isWordCharacter(char32_t c)
{
    constexpr char32_t kNonJoiner = 0x200C;
    constexpr char32_t kJoiner = 0x200D;
    if (classOf(c) == CharClass::Letter || c == kNonJoiner || c == kJoiner || isEnclosedLetter(c))
        return true;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC:
        return true;
    default:
        return false;
    }
}

std::size_t lastCharacterLength(std::string_view text)
{
    std::size_t length = 1;
    while ((static_cast<unsigned char>(text[text.size() - length]) & 0xC0U) == 0x80U)
        ++length;
    return length;
}

std::size_t spaceAtEnd(std::string_view text)
{
    std::size_t kept = text.size();
    while (kept > 0) {
        const std::size_t length = lastCharacterLength(text.substr(0, kept));
        if (classOf(codePointAt(text, kept - length).value) != CharClass::Space)
            break;
        kept -= length;
    }
    return text.size() - kept;
}

std::size_t spaceAtStart(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size()) {
        const CodePoint c = codePointAt(text, length);
        if (classOf(c.value) != CharClass::Space)
            break;
        length += c.length;
    }
    return length;
}

} // namespace rw
