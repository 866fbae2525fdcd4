#pragma once

#include <string>
#include <string_view>

namespace rw {

/// The text of a file as UTF-8 without byte order mark. UTF-16 is known by its mark; halves of pairs that
/// stand alone become U+FFFD. Bytes that are no UTF-8 are left to whoever reads the rows.
/// @param name names the file in messages. @throws Error for UTF-32 and for what is no text.
std::string decodeText(std::string bytes, std::string_view name);

} // namespace rw
