#pragma once

#include "core/database/migration.h"

#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace rw {

/// "RWlg"
inline constexpr DatabaseKind kRunLog{
    "a run log", 0x52576c67, "Choose another folder.",
    "Restore the run from a copy; \"sqlite3 run.db .recover\" saves what can be saved."};

/// Calls `work` on the log `file` and turns what SQLite throws into Error.
template <class Work>
auto explained(const std::filesystem::path& file, Work&& work)
{
    return explained(file, kRunLog, std::forward<Work>(work));
}

/// The schema's history: migration i takes version i to i + 1. Append; never edit one that was released.
std::span<const std::string_view> migrations();

/// Brings the log to the newest version.
void migrate(Database& database);

/// @throws Error if the database is not a run log, or has a newer schema than `history`.
void checkIsRunLog(Database& database, std::span<const std::string_view> history = migrations());

/// Shows a reader a log of any version as one of the newest, by temporary views of its connection; the log
/// stays as it is. To be called again once the log was migrated.
/// @pre checkIsRunLog()
/// @return the version that the log has
std::int64_t adaptForReading(Database& database);

} // namespace rw
