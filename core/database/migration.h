#pragma once

#include "core/database/database.h"

#include <span>
#include <string_view>

namespace rw {

/// Brings the database to the newest version of its schema, each migration in one transaction with its
/// `PRAGMA user_version`.
/// @param history migration i takes version i to i + 1.
void migrate(Database& database, std::span<const std::string_view> history);

/// @throws Error if the database is of another kind, or has a newer schema than `history`.
void checkKind(Database& database, const DatabaseKind& kind, std::span<const std::string_view> history);

} // namespace rw
