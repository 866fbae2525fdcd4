#pragma once

#include "core/rollout/rollout.h"

#include <string>

namespace rw {

/// One line for a terminal: check or cross, the answer, and what the verifier read.
std::string answerText(const Rollout& rollout, bool colour);

/// Prints it. Colours where stdout is a terminal and NO_COLOR is not set.
void printAnswer(const Rollout& rollout);

/// "4 of 15 correct, mean 21 tokens"; without an expected answer "15 answers, mean 21 tokens".
std::string groupSummaryText(const RolloutGroup& group);

void printGroupSummary(const RolloutGroup& group);

} // namespace rw
