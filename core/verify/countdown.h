#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "countdown": the answer is a calculation with the numbers of the prompt that comes to its target.
std::unique_ptr<Verifier> makeCountdownVerifier(const VerifierOptions& options);

} // namespace rw
