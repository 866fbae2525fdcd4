#pragma once

#include "core/database/database.h"
#include "core/library/library_records.h"

#include <cstdint>
#include <vector>

namespace rw {

// Attempts and the tallies that sum them up. Called inside a transaction of the caller.

/// Adds an attempt to its prompt's tally. One that was recorded before takes the old one's place.
void recordAttempt(Database& database, LibraryPromptId prompt, std::int64_t revision,
                   const PromptAttempt& attempt);
/// Oldest first.
std::vector<PromptAttempt> readAttempts(Database& database, LibraryPromptId prompt);

} // namespace rw
