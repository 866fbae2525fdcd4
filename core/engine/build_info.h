#pragma once

#include <filesystem>
#include <string_view>

namespace rw {

/// "0.1.0".
std::string_view programVersion();

/// The commit the program was built from, or "unknown".
std::string_view gitCommit();

/// The folder with models/base and models/imitation: <prefix>/share/rollout-workbench beside an installed
/// program, else the source tree's resources.
std::filesystem::path resourceDirectory();

} // namespace rw
