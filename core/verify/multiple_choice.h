#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "multiple-choice": the answer chooses the expected option, by its letter or by its text.
std::unique_ptr<Verifier> makeMultipleChoiceVerifier(const VerifierOptions& options);

} // namespace rw
