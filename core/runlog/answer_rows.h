#pragma once

#include "core/database/database.h"
#include "core/runlog/records.h"

namespace rw {

/// Stored answers without their traces, see RunLogReader. These open no transaction of their own: callers do.
std::vector<StoredAnswer> readAnswersAfter(Database& database, RolloutId after, int limit);
std::vector<StoredAnswer> readLastAnswers(Database& database, int count);
/// @throws Error if there is no such answer.
StoredAnswer readAnswer(Database& database, RolloutId rollout);
/// @throws Error if there is no such group.
std::vector<StoredAnswer> readAnswersOf(Database& database, GroupId group);

} // namespace rw
