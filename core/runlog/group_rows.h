#pragma once

#include "core/runlog/log_database.h"
#include "core/runlog/records.h"

#include <span>

namespace rw {

/// Groups and answers as rows. These open no transaction of their own: callers do.
GroupId insertGroup(LogDatabase& database, const RolloutGroup& group, GroupSource source, int policyVersion);
RolloutId insertRollout(LogDatabase& database, GroupId group, const Rollout& rollout);
void insertRewards(LogDatabase& database, RolloutId rollout, std::span<const RewardPart> rewards);
void markFinished(LogDatabase& database, GroupId group);

/// @throws Error if there is no such group, or what is stored is damaged.
RolloutGroup readGroup(LogDatabase& database, GroupId group);

} // namespace rw
