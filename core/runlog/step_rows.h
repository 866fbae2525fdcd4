#pragma once

#include "core/database/database.h"
#include "core/runlog/records.h"

namespace rw {

/// Optimizer steps as rows, and what groups and answers keep of them. These open no transaction of their own:
/// callers do.
void insertStep(Database& database, const StepRecord& step);
/// @throws Error if there is no such group.
void markTrained(Database& database, int step, GroupId group);
/// Replaces the answer's advantage and reward parts, and the verdict they were reckoned from. @throws Error
/// if there is no such answer.
void storeLearnt(Database& database, const TrainedRollout& learnt);

/// Frees groups and answers of what steps after `step` learnt from them, and marks groups drawn from later
/// weights.
void forgetWhatWasLearntAfter(Database& database, int step);
/// Moves the steps after `step` to `superseded_steps`, with their metrics. @return how many
int moveStepsAside(Database& database, int step);

} // namespace rw
