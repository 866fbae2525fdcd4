#pragma once

#include "core/rollout/rollout.h"
#include "core/runlog/records.h"

namespace rw {

/// Six answers to one question: wrong, correct (long), wrong, correct and starred, undecided, correct
/// (short).
/// @param trained with rewards and advantages, as a step leaves them
RolloutGroup sampleGroup(bool trained);

GroupSummary sampleSummary();

} // namespace rw
