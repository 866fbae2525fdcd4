#pragma once

#include "core/process/process_limits.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// A program to run.
struct ProcessCommand
{
    std::vector<std::string> arguments;   ///< the first is the program: a path, or a name found in PATH
    std::vector<std::string> environment; ///< NAME=value, all there is
    std::string directory;                ///< to start in; empty: this process' own
    ProcessLimits limits;
};

/// The program's file: `name` itself where it has a slash, else what the folders of `path` have. None where
/// there is no such file.
/// @param path folders with colons between them; null: those of PATH
std::optional<std::string> findProgram(std::string_view name, const char* path = nullptr);

} // namespace rw
