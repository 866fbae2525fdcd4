#pragma once

#include "core/verify/verifier.h"
#include "core/verify/verifier_options.h"

#include <memory>

namespace rw {

/// "length-penalty": 0 up to `limit` - `cache`, then falling linearly to -1 at `limit` and beyond: the soft
/// overlong punishment of DAPO (Yu et al., 2025, equation 13) as TRL has it.
std::unique_ptr<Verifier> makeLengthPenalty(const VerifierOptions& options);

/// "repetition-penalty": the share of its n-grams of words that repeat an earlier one, times `most`, below 0:
/// the repetition penalty of Demystifying Long Chain-of-Thought (Yeo et al., 2025) as TRL has it.
std::unique_ptr<Verifier> makeRepetitionPenalty(const VerifierOptions& options);

} // namespace rw
