#pragma once

#include "core/verify/verdict.h"

namespace rw {

/// Whether a person gave the verdict.
bool isByHand(const Verdict& verdict);

/// A person's verdict in place of `before`: its evidence stays (what was read, where, against what), its
/// message and time do not. Of parts, the first takes the person's outcome and the score 1 for Correct, else
/// 0; the others stay as they were. What it is worth in training: rewardParts().
/// @param outcome Correct, Wrong or Undecided. @throws UsageError for Error, which no person finds.
Verdict verdictByHand(const Verdict& before, Outcome outcome);

/// Whether two verdicts say the same, whatever time they took.
bool saysTheSame(const Verdict& one, const Verdict& other);

} // namespace rw
