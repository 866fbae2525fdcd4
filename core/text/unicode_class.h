#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace rw {

/// The classes that the patterns of pre-tokenisers tell apart.
enum class CharClass : unsigned char {
    Letter, ///< \p{L}
    Number, ///< \p{N}
    Space,  ///< \s as Oniguruma and Rust have it: the property White_Space, so not U+180E
    Other,
};

namespace detail {
constexpr std::array<CharClass, 128> asciiClasses()
{
    std::array<CharClass, 128> classes{};
    for (std::size_t c = 0; c < classes.size(); ++c) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
            classes[c] = CharClass::Letter;
        else if (c >= '0' && c <= '9')
            classes[c] = CharClass::Number;
        else if (c == ' ' || (c >= '\t' && c <= '\r'))
            classes[c] = CharClass::Space;
        else
            classes[c] = CharClass::Other;
    }
    return classes;
}
inline constexpr std::array<CharClass, 128> kAsciiClasses = asciiClasses();

CharClass wideClassOf(char32_t c);
} // namespace detail

inline CharClass classOf(char32_t c)
{
    return c < detail::kAsciiClasses.size() ? detail::kAsciiClasses[c] : detail::wideClassOf(c);
}

/// \w of Rust's regular expressions: letters, marks, decimal and letter-like numbers, connectors, joiners.
bool isWordCharacter(char32_t c);

/// Length in bytes of the last character of non-empty valid UTF-8.
std::size_t lastCharacterLength(std::string_view text);

/// Bytes of white space at the end, or at the beginning, of valid UTF-8.
std::size_t spaceAtEnd(std::string_view text);
std::size_t spaceAtStart(std::string_view text);

} // namespace rw
