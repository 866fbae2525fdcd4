#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "math": the answer is mathematically equal to the expected one, see judgeMath().
/// @param elsewhere judges in another process what is more than plain numbers; null: this process does, for
///                  tests and for that other process
std::unique_ptr<Verifier> makeMathVerifier(const VerifierOptions& options,
                                           std::unique_ptr<Verifier> elsewhere);

} // namespace rw
