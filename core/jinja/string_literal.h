#pragma once

#include <string>
#include <string_view>

namespace rw::jinja {

/// What the text between the quotes of a string stands for, by Python's escapes. Valid UTF-8.
/// @throws Problem for an escape that is cut short or names no character.
std::string unescaped(std::string_view literal);

} // namespace rw::jinja
