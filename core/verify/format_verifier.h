#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "format": the answer has the tags and the box that are asked for, in their places.
std::unique_ptr<Verifier> makeFormatVerifier(const VerifierOptions& options);

} // namespace rw
