#pragma once

#include "core/protocol/verdict_messages.h"
#include "core/review/stored_review.h"
#include "core/runlog/run_log_guard.h"
#include "core/sets/attempt_recorder.h"

#include <span>

namespace rw {

/// Runs `verifiers` over stored answers of the log, stores what they say there, records it as an event, and
/// lets the library of prompts know.
protocol::VerifyAgainResult verifyAgain(const RunLogReader& reader, const protocol::VerifyAgainParams& params,
                                        std::span<const VerifierSpec> verifiers, RunLogGuard& log,
                                        AttemptRecorder& attempts, const ReviewWatch& watch);

} // namespace rw
