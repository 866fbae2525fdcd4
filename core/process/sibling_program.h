#pragma once

#include <string>
#include <string_view>

namespace rw {

/// A program of ours as it is built and installed: beside the one that runs. Its bare name where the system
/// does not tell where that is.
std::string siblingProgram(std::string_view name);

} // namespace rw
