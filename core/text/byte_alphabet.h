#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// The alphabet in which tokenizer.json writes bytes: each of the 256 has a printable character of its own.
/// Bytes 33-126, 161-172 and 174-255 are the characters of those numbers; the n-th of the others, in
/// ascending order, is U+0100 + n (openai/gpt-2, bytes_to_unicode).
/// @return UTF-8
std::string alphabetText(std::string_view bytes);

/// The bytes that `text` stands for; nothing where a character is not of the alphabet.
/// @param text valid UTF-8
std::optional<std::string> alphabetBytes(std::string_view text);

} // namespace rw
