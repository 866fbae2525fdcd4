#pragma once

#include "core/rollout/rollout.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// Some answers of one group, with the group's prompt. Refers to the group.
struct GroupPart
{
    const RolloutGroup* group = nullptr;
    std::vector<const Rollout*> answers;
    std::vector<std::int64_t> indices; ///< of each answer among all answers of the step
};

/// What goes through the model at once.
using MicroBatch = std::vector<GroupPart>;

/// Rows that a micro-batch has once its prompts and answers are padded to their longest.
std::int64_t paddedRows(const MicroBatch& batch);

/// Cuts groups into micro-batches, in order. A group whose answers are too many rows is cut too: its prompt
/// is then computed again for each part. A single answer is never cut.
/// @param mostGroups of a micro-batch @param mostRows of a micro-batch of more than one answer
std::vector<MicroBatch> microBatches(std::span<const RolloutGroup> groups, std::size_t mostGroups,
                                     std::int64_t mostRows);

/// Every n-th answer of a micro-batch, by its index in the step; empty where that is none with a token.
MicroBatch everyNth(const MicroBatch& batch, std::int64_t n);

} // namespace rw
