#pragma once

#include "core/base/ids.h"
#include "core/base/strict_json.h"
#include "core/rollout/verifier_bench.h"
#include "core/verify/verdict.h"
#include "core/verify/verifier_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace rw {

/// {"groups": [1], "rollouts": [10], "by_hand": "-", "verifiers": [{"verifier": "final-number", "outcomes":
/// "c", "mean_milliseconds": 0.1, "most_milliseconds": 0.1}]}: a letter an answer, c(orrect), w(rong),
/// u(ndecided), e(rror), and - where no person said correct or wrong.
Json toJson(const VerifierBench& bench);
void fromJson(const Json& json, VerifierBench& bench);

} // namespace rw

/// What the window and the engine say to each other about verdicts, in the way of messages.h. All want an
/// open run.
/// - judge: JudgeParams, JudgeAcknowledged; acts at once, also while a step or a generation runs, and is
///   committed when it is answered. As with stars the window keeps it in an outbox until then and sends it
///   again after a restart; a repeated uuid changes nothing.
///
/// The following judge stored answers again, on a thread of their own: they run beside generate and train,
/// one after the other. Meanwhile the notification review_progress tells how far they are.
/// - verify_again: VerifyAgainParams, VerifyAgainResult
/// - preview_verifiers: PreviewVerifiersParams, PreviewVerifiersResult; stores nothing
/// - bench_verifiers: BenchVerifiersParams, VerifierBench (core/rollout/verifier_bench.h reckons
/// disagreements
///   and error rates from it); stores nothing
/// - cancel_review: {}, {}; acts at once: what runs and waits of the three ends with an error of the code
///   kErrorCancelled. Verdicts that verify_again has stored by then stay. Opening another run does the same.
namespace rw::protocol {

/// A person's word on an answer, which becomes the newest version of its verdict.
struct JudgeParams
{
    std::string uuid; ///< made by the window; a repeated one is ignored
    RolloutId rollout;
    std::optional<Outcome> outcome; ///< Correct, Wrong or Undecided; none: back to the verifier's verdict.
                                    ///< In JSON "correct", "wrong", "undecided" or "verifier".
};

struct JudgeAcknowledged
{
    std::string uuid;
    RolloutId rollout;
    int version = 0; ///< of `verdict`, from 1
    Verdict verdict; ///< the newest, which counts from now on
};

/// Runs the run's verifiers over stored answers and stores what differs as the newest version.
struct VerifyAgainParams
{
    GroupId group;           ///< invalid: all answers of the run
    RolloutId rollout;       ///< valid: this answer alone, whatever `group` says
    bool overByHand = false; ///< also where a person's verdict stands
};

struct VerifyAgainResult
{
    int answers = 0; ///< judged
    int stored = 0;  ///< new versions
    int changed = 0; ///< of those, with another outcome than before
    int byHand = 0;  ///< left alone: a person's verdict stands
    int errors = 0;  ///< of `answers`, where the verifier failed
};

/// Shows what verifiers would say of stored answers.
struct PreviewVerifiersParams
{
    std::vector<VerifierSpec> verifiers; ///< as TrainingConfig has them: together they make one verdict
    GroupId group;                       ///< invalid: the newest answers of the run
    RolloutId rollout;                   ///< valid: this answer alone, whatever `group` says
    int answers = 60;                    ///< how many of the newest, 1 to 500
};

struct PreviewedAnswer
{
    GroupId group;
    RolloutId rollout;
    int index = 0;                 ///< in its group
    std::optional<Verdict> before; ///< the newest in the log
    Verdict after;
};

struct PreviewVerifiersResult
{
    std::vector<PreviewedAnswer> answers; ///< oldest first
};

/// Runs each verifier alone over stored answers.
struct BenchVerifiersParams
{
    std::vector<VerifierSpec> verifiers; ///< 1 to 16
    int answers = 0;                     ///< the newest of the run; 0: all, up to 200,000
};

/// Notification "review_progress", some ten times a second.
struct ReviewProgress
{
    std::string method; ///< "verify_again", "preview_verifiers" or "bench_verifiers"
    int done = 0;       ///< verdicts
    int total = 0;
};

Json toJson(const JudgeParams& message);
void fromJson(const Json& json, JudgeParams& message);
Json toJson(const JudgeAcknowledged& message);
void fromJson(const Json& json, JudgeAcknowledged& message);
Json toJson(const VerifyAgainParams& message);
void fromJson(const Json& json, VerifyAgainParams& message);
Json toJson(const VerifyAgainResult& message);
void fromJson(const Json& json, VerifyAgainResult& message);
Json toJson(const PreviewVerifiersParams& message);
void fromJson(const Json& json, PreviewVerifiersParams& message);
Json toJson(const PreviewVerifiersResult& message);
void fromJson(const Json& json, PreviewVerifiersResult& message);
Json toJson(const BenchVerifiersParams& message);
void fromJson(const Json& json, BenchVerifiersParams& message);
Json toJson(const ReviewProgress& message);
void fromJson(const Json& json, ReviewProgress& message);

} // namespace rw::protocol
