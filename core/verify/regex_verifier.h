#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "regex": what a regular expression finds behind the thinking, compared with the expected answer.
std::unique_ptr<Verifier> makeRegexVerifier(const VerifierOptions& options);

} // namespace rw
