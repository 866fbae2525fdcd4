#pragma once

#include "core/checking/sandbox.h"
#include "core/verify/verifier.h"
#include "core/verify/verifier_spec.h"

#include <memory>

namespace rw {

/// The verifier "program": asks a program of the user's about each answer, in a sandbox. One start of the
/// program a verdict, so that no answer can touch the next one's.
///
/// It reads one object on stdin, then the end: {"prompt_id", "prompt", "answer" (the expected one),
/// "category", "completion", "finish_reason", "tokens"}. It writes one object on stdout, with "verdict"
/// ("correct", "wrong", "undecided"), "score" (-1 to 1) or both; a score alone is correct from 1 on and else
/// wrong. What else it may say: "extracted", "span" ([begin, end] in code points of the completion; where it
/// is missing the last place that reads as `extracted` does), "rule", "normalised", "normalised_expected",
/// "message". Exit codes other than 0, and anything else on stdout, are Outcome::Error.
/// @throws UsageError for options that make no sense, or a program that is not there.
std::unique_ptr<Verifier> makeProgramVerifier(const VerifierSpec& spec, const Sandbox& sandbox);

} // namespace rw
