#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "exact-text": the answer is the expected one, letter by letter.
std::unique_ptr<Verifier> makeExactTextVerifier(const VerifierOptions& options);

/// "normalised-text": likewise, but for what the options let pass.
std::unique_ptr<Verifier> makeNormalisedTextVerifier(const VerifierOptions& options);

} // namespace rw
