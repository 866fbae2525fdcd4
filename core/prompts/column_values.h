#pragma once

#include "core/base/strict_json.h"
#include "core/prompts/prompt_record.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The columns of a row: its members, and those of an object inside it as "metadata.difficulty".
std::vector<std::string> columnNamesOf(const Json& row);

/// The value in a column; nullptr where it is absent or null.
const Json* columnValue(const Json& row, const std::string& column);

/// A value as a person reads it in a table: texts as they are, all else as JSON.
std::string displayText(const Json& value);

// What a value says. Each throws Error with a sentence that names the column where it says nothing usable.

/// Texts, numbers, true and false; of a list with one element that one.
std::string scalarText(const Json& value, const std::string& column);
/// 1 for "easy" to 3 for "hard", 5 for "Level 5", whole numbers from 0 to 1000; 0 where it is unknown.
int difficultyOf(const Json& value, const std::string& column);
/// A list of texts, or one text with commas or semicolons.
std::vector<std::string> tagsOf(const Json& value, const std::string& column);
PromptSplit splitOf(const Json& value, const std::string& column);
/// An object, or a text that is one.
std::string metadataOf(const Json& value, const std::string& column);

} // namespace rw
