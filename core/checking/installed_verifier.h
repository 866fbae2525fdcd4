#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_spec.h"

#include <memory>
#include <span>

namespace rw {

/// The verifier that `specs` describe, with the programs that are installed beside this one and the sandbox
/// of this machine. None: final-number.
/// @throws UsageError for what makes no sense; Error with the reason for what cannot be run here.
std::shared_ptr<const Verifier> makeInstalledVerifier(std::span<const VerifierSpec> specs);

} // namespace rw
