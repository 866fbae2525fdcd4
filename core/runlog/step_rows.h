#pragma once

#include "core/runlog/log_database.h"
#include "core/runlog/records.h"

namespace rw {

/// Optimizer steps as rows, and what groups and answers keep of them. These open no transaction of their own:
/// callers do.
void insertStep(LogDatabase& database, const StepRecord& step);
/// @throws Error if there is no such group.
void markTrained(LogDatabase& database, int step, GroupId group);
/// Replaces the answer's advantage and reward parts. @throws Error if there is no such answer.
void storeLearnt(LogDatabase& database, const TrainedRollout& learnt);

/// Frees groups and answers of what steps after `step` learnt from them, and marks groups drawn from later
/// weights.
void forgetWhatWasLearntAfter(LogDatabase& database, int step);
/// Moves the steps after `step` to `superseded_steps`, with their metrics. @return how many
int moveStepsAside(LogDatabase& database, int step);

} // namespace rw
