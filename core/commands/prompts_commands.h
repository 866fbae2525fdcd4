#pragma once

#include "core/base/strict_json.h"
#include "core/commands/commands.h"
#include "core/library/prompt_library.h"

#include <filesystem>
#include <string>

namespace rw {

/// The library's file that --library names, or the person's own.
std::filesystem::path libraryFile(const std::string& given);

/// The library there. @throws Error where there is none.
PromptLibrary openLibrary(const std::string& given);

/// A set as --json prints it.
Json toJson(const PromptSet& set);
/// Prints a set: a line for people, or one JSON object.
void show(const PromptSet& set, const Invocation& invocation);

/// Adds `prompts import`.
void addPromptsImport(CLI::App& prompts, Invocation& invocation);
/// Adds `prompts settings`.
void addPromptsSettings(CLI::App& prompts, Invocation& invocation);

} // namespace rw
