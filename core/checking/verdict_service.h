#pragma once

#include "core/base/strict_json.h"
#include "core/verify/verifier.h"

#include <iosfwd>

namespace rw {

/// What a process that verifies is asked, a line of JSON on its stdin, and answers, a line on its stdout.
/// @throws Error where the line is none of ours.
Json verdictQuestion(const Prompt& prompt, const WrittenAnswer& answer);
Verdict verdictFromReply(const Json& reply);

/// Answers every line of `questions` by `verifier`, until they end. What is no question is answered with what
/// is wrong with it.
void serveVerdicts(std::istream& questions, std::ostream& replies, const Verifier& verifier);

} // namespace rw
