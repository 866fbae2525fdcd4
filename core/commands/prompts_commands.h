#pragma once

#include "core/commands/commands.h"

#include <filesystem>
#include <string>

namespace rw {

/// The library's file that --library names, or the person's own.
std::filesystem::path libraryFile(const std::string& given);

/// Adds `prompts import`.
void addPromptsImport(CLI::App& prompts, Invocation& invocation);

} // namespace rw
