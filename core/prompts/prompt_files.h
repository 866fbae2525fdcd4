#pragma once

#include "core/prompts/prompt.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Reads prompts from a file of any layout that PromptFile knows, with layout and columns guessed: JSON lines
/// with `prompt`, and where known `id`, `answer`, `category`, `difficulty`; GSM8K, MATH, CSV and others.
/// Prompts without id are numbered by line.
/// @throws Error naming file, line and what is wrong there, also where an id occurs twice or there is no
/// prompt.
std::vector<Prompt> readPromptFile(const std::filesystem::path& file);

/// The same from text. @param what names it in messages.
std::vector<Prompt> parsePrompts(std::string_view text, std::string_view what);

inline constexpr std::string_view kBuiltinTraining = "builtin:train";
inline constexpr std::string_view kBuiltinHeldOut = "builtin:heldout";

/// The built-in prompts by their names, or a file's.
/// @throws UsageError for another name that begins with "builtin:".
std::vector<Prompt> loadPromptSource(const std::string& source);

} // namespace rw
