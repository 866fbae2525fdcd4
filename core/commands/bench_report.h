#pragma once

#include "core/base/strict_json.h"
#include "core/rollout/verifier_bench.h"

#include <string>

namespace rw {

/// A bench as scripts read it: of each verifier its outcomes, times and rates of error, of each pair the
/// cells on which they disagree, with the ids of the answers.
Json benchReport(const VerifierBench& bench);

/// The same for the terminal, without the answers.
std::string benchText(const VerifierBench& bench);

} // namespace rw
