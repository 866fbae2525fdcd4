#pragma once

#include "core/library/library_records.h"
#include "core/protocol/messages.h"
#include "core/verify/verifier_spec.h"

#include <optional>
#include <string>
#include <vector>

namespace rw {

/// What --verifier says, or where it says nothing the prompt set.
std::vector<std::string> verifierTexts(const std::vector<std::string>& given,
                                       const std::optional<PromptSet>& set);

/// The verifiers of a prompt set; none where it has none, or there is no set.
/// @throws Error naming the set where what it says is no verifier.
std::vector<VerifierSpec> verifiersOf(const std::optional<PromptSet>& set);

/// What a new run is opened with, where its prompts come from a set: what the set says of verifiers and
/// prompt format counts where the run says nothing of its own.
protocol::OpenRunParams withSetSettings(protocol::OpenRunParams params);

} // namespace rw
