#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "equation-strict": every equation in the answer holds and is written with the problem's numbers.
std::unique_ptr<Verifier> makeEquationVerifier(const VerifierOptions& options);

} // namespace rw
