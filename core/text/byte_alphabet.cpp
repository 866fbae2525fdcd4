#include "core/text/byte_alphabet.h"

#include "core/text/code_point.h"

#include <array>
#include <cstddef>

namespace rw {

namespace {

constexpr std::size_t kBytes = 256;
constexpr std::size_t kMoved = 68; // bytes that are not their own character

constexpr bool isItself(unsigned byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

constexpr std::array<char32_t, kBytes> makeCharacters()
{
    std::array<char32_t, kBytes> characters{};
    char32_t next = 0x100;
    for (unsigned byte = 0; byte < kBytes; ++byte)
        characters[byte] = isItself(byte) ? static_cast<char32_t>(byte) : next++;
    return characters;
}

constexpr std::array<char32_t, kBytes> kCharacters = makeCharacters();
static_assert(kCharacters[' '] == 0x120 && kCharacters['\n'] == 0x10A &&
              kCharacters[173] == 0x100 + kMoved - 1);

/// Byte of each character from U+0000 on, or -1.
constexpr std::array<int, 0x100 + kMoved> makeBytes()
{
    std::array<int, 0x100 + kMoved> bytes{};
    bytes.fill(-1);
    for (std::size_t byte = 0; byte < kBytes; ++byte)
        bytes[kCharacters[byte]] = static_cast<int>(byte);
    return bytes;
}

constexpr std::array<int, 0x100 + kMoved> kByteOf = makeBytes();

} // namespace

std::string alphabetText(std::string_view bytes)
{
    std::string text;
    for (const char byte : bytes) {
        const char32_t character = kCharacters[static_cast<unsigned char>(byte)];
        if (character < 0x80) {
            text += static_cast<char>(character);
        } else { // two bytes reach U+07FF
            text += static_cast<char>(0xC0U | (character >> 6U));
            text += static_cast<char>(0x80U | (character & 0x3FU));
        }
    }
    return text;
}

std::optional<std::string> alphabetBytes(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint character = codePointAt(text, i);
        if (character.value >= kByteOf.size() || kByteOf[character.value] < 0)
            return std::nullopt;
        bytes += static_cast<char>(kByteOf[character.value]);
        i += character.length;
    }
    return bytes;
}

} // namespace rw
