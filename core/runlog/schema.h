#pragma once

#include "core/runlog/log_database.h"

#include <span>
#include <string_view>

namespace rw {

/// The schema's history: migration i takes version i to i + 1. Append; never edit one that was released.
std::span<const std::string_view> migrations();

/// Brings the log to the newest version, each migration in one transaction with its `PRAGMA user_version`.
void migrate(LogDatabase& database, std::span<const std::string_view> history = migrations());

/// @throws Error if the database is not a run log, or has a newer schema than `history`.
void checkIsRunLog(LogDatabase& database, std::span<const std::string_view> history = migrations());

/// @throws Error also for a log of an older version, which a reader cannot migrate.
void checkIsReadable(LogDatabase& database, std::span<const std::string_view> history = migrations());

} // namespace rw
