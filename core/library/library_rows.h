#pragma once

#include "core/database/database.h"
#include "core/library/library_records.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

// Rows of the library to values and back. Each is called inside a transaction of its caller.

/// Counts the library's revision up. @return the new one.
std::int64_t nextRevision(Database& database);
std::int64_t currentRevision(Database& database);

std::vector<PromptSet> readSets(Database& database);
void writeSettings(Database& database, PromptSetId set, const PromptSetSettings& settings);

/// Prompts in order. @param condition SQL on prompts p and their tallies t; `values` are its parameters.
std::vector<LibraryPrompt> readPrompts(Database& database, std::string_view condition,
                                       std::initializer_list<std::int64_t> values);
LibraryPromptId insertPrompt(Database& database, PromptSetId set, std::int64_t position,
                             std::int64_t revision, const PromptRecord& record);
void updatePrompt(Database& database, LibraryPromptId prompt, std::int64_t revision,
                  const PromptRecord& record);

std::vector<std::string> readTags(const std::string& json);
std::string tagsJson(const std::vector<std::string>& tags);

} // namespace rw
