#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace rw {

/// The file of the program that runs; empty where the system does not tell.
std::filesystem::path runningProgram();

/// A program of ours as it is built and installed: beside the one that runs. Its bare name where the system
/// does not tell where that is.
std::string siblingProgram(std::string_view name);

} // namespace rw
