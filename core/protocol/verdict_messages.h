#pragma once

#include "core/base/ids.h"
#include "core/base/strict_json.h"
#include "core/verify/verdict.h"

#include <optional>
#include <string>

/// What the window and the engine say to each other about verdicts, in the way of messages.h. All want an
/// open run.
/// - judge: JudgeParams, JudgeAcknowledged; acts at once, also while a step or a generation runs, and is
///   committed when it is answered. As with stars the window keeps it in an outbox until then and sends it
///   again after a restart; a repeated uuid changes nothing.
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

Json toJson(const JudgeParams& message);
void fromJson(const Json& json, JudgeParams& message);
Json toJson(const JudgeAcknowledged& message);
void fromJson(const Json& json, JudgeAcknowledged& message);

} // namespace rw::protocol
