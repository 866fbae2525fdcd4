#pragma once

#include "core/protocol/verdict_messages.h"
#include "core/runlog/run_log_reader.h"
#include "core/verify/verifier.h"

#include <atomic>
#include <functional>
#include <memory>
#include <span>

namespace rw {

/// Stored answers judged again. None of this needs a model: it runs beside whatever else the run does, on any
/// thread, with a reader of its own.

/// Follows a review. Members may be empty.
struct ReviewWatch
{
    /// Told some ten times a second and at the end, on the reviewing thread. Verdicts.
    std::function<void(int done, int total)> progress;
    const std::atomic<bool>* cancel = nullptr; ///< set: the review ends within a tenth of a second
};

/// Makes the verifier that specs describe, see makeVerifier().
using VerifierMaker = std::function<std::shared_ptr<const Verifier>(std::span<const VerifierSpec>)>;

/// Commits a batch of verdicts as new versions, see RunLogWriter::addVerdicts().
using VerdictStore = std::function<VerdictsStored(std::span<const NewVerdict>)>;

/// Runs `verifiers` over an answer, a group or the whole run and hands what they say to `store`, some hundred
/// at a time. Whether a person's word gives way is up to `store`.
/// @throws Cancelled; what was stored by then stays. Error if the answer or group is not there; what `make`
/// throws.
protocol::VerifyAgainResult verifyAgain(const RunLogReader& log, const protocol::VerifyAgainParams& params,
                                        std::span<const VerifierSpec> verifiers, const VerifierMaker& make,
                                        const VerdictStore& store, const ReviewWatch& watch = {});

/// What the verifiers together would say of an answer, of a group or of the newest answers.
/// @throws as verifyAgain().
protocol::PreviewVerifiersResult previewVerifiers(const RunLogReader& log,
                                                  const protocol::PreviewVerifiersParams& params,
                                                  const VerifierMaker& make, const ReviewWatch& watch = {});

/// Runs each verifier alone over the newest answers of the run.
/// @throws UsageError where there is no verifier or more than 16; Cancelled; what `make` throws.
VerifierBench benchVerifiers(const RunLogReader& log, const protocol::BenchVerifiersParams& params,
                             const VerifierMaker& make, const ReviewWatch& watch = {});

} // namespace rw
