#pragma once

#include "core/database/database.h"
#include "core/library/library_records.h"

#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace rw {

// Attempts and the tallies that sum them up. Called inside a transaction of the caller.

/// Adds attempts to the tallies of the set's prompts, see PromptLibrary::recordAttempts().
void recordAttempts(Database& database, PromptSetId set, std::span<const PromptAttempt> attempts);
/// Corrects attempts recorded before, see PromptLibrary::recordAttemptsAgain().
void recordAttemptsAgain(Database& database, std::span<const PromptAttempt> attempts);
/// Groups of a run that attempts were recorded of.
std::set<std::int64_t> readGroupsTried(Database& database, std::string_view run);
/// Oldest first.
std::vector<PromptAttempt> readAttempts(Database& database, LibraryPromptId prompt);

} // namespace rw
