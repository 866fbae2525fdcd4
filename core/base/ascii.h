#pragma once

namespace rw {

/// Classes of ASCII characters, whatever the locale. Bytes of other characters belong to none.
/// @{
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Space and tab.
constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// Also the ends of lines.
constexpr bool isSpace(char c)
{
    return isBlank(c) || c == '\n' || c == '\r';
}
/// @}

} // namespace rw
