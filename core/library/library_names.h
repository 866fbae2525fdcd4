#pragma once

#include <filesystem>
#include <string_view>

namespace rw {

/// Where the library lies unless another file is named: `rollout-workbench/library.db` below XDG_DATA_HOME,
/// or below ~/.local/share where that is not set.
std::filesystem::path defaultLibraryFile();

/// A name that a set can have: 1 to 100 characters, no control characters, no colon, no space at the ends.
/// @throws UsageError that says what is wrong.
void checkSetName(std::string_view name);

} // namespace rw
