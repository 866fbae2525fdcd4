#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_spec.h"
#include "core/verify/verifier_tools.h"

#include <memory>
#include <span>

namespace rw {

/// The verifier that `specs` describe. None: final-number alone. One final-number of weight 1 leaves
/// Verdict::parts empty; anything else fills one part a spec, in their order.
/// @param tools asked for what needs another process, and not kept; null: mathematics is judged in this one,
///              and programs of the person's are refused
/// @throws UsageError as validate(specs) does; what `tools` throws.
std::unique_ptr<Verifier> makeVerifier(std::span<const VerifierSpec> specs,
                                       const VerifierTools* tools = nullptr);

} // namespace rw
