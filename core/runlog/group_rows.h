#pragma once

#include "core/database/database.h"
#include "core/runlog/records.h"

#include <span>

namespace rw {

/// Groups and answers as rows. These open no transaction of their own: callers do.
GroupId insertGroup(Database& database, const RolloutGroup& group, GroupSource source, int policyVersion);
RolloutId insertRollout(Database& database, GroupId group, const Rollout& rollout);
void insertRewards(Database& database, RolloutId rollout, std::span<const RewardPart> rewards);
void markFinished(Database& database, GroupId group);

/// @throws Error if there is no such group, or what is stored is damaged.
RolloutGroup readGroup(Database& database, GroupId group);

} // namespace rw
