#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rw::jinja {

/// Strings are sequences of code points, as in Python. All text here is valid UTF-8.

/// Bytes of the code point that begins at `position`.
std::size_t codePointLength(std::string_view text, std::size_t position);
/// The code point that begins at `position`.
char32_t codePointAt(std::string_view text, std::size_t position);
/// Where the code point before `position` begins; position > 0.
std::size_t codePointBefore(std::string_view text, std::size_t position);
std::string encodeUtf8(char32_t codePoint);

/// What str.isspace() calls white space.
bool isSpace(char32_t codePoint);
/// Whether repr() shows it as it is.
bool isPrintable(char32_t codePoint);
bool isLetter(char32_t codePoint);
bool isDecimal(char32_t codePoint);

/// Upper and lower case, code point by code point (one becomes "SS": the German sharp s).
std::string upperCase(std::string_view text);
std::string lowerCase(std::string_view text);

/// `text` without white space at its begin or end: the bytes [first, second) that stay.
struct Extent
{
    std::size_t begin = 0;
    std::size_t end = 0;
};
Extent withoutSpace(std::string_view text, bool left, bool right);

} // namespace rw::jinja
