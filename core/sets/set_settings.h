#pragma once

#include "core/library/library_records.h"
#include "core/protocol/messages.h"
#include "core/runlog/run_log_reader.h"
#include "core/verify/verifier_spec.h"

#include <filesystem>
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

/// How questions are put: as `given` says, or where that says nothing as the prompt set does.
PromptFormat promptFormatOf(const PromptFormat& given, const std::optional<PromptSet>& set);

/// What a new run is opened with, where its prompts come from a set: what the set says of verifiers and
/// prompt format counts where the run says nothing of its own.
protocol::OpenRunParams withSetSettings(protocol::OpenRunParams params);

/// What a run's log tells in its event "prompt_set", see currentPromptSource().
/// @param source of the run's prompts, which names the set
Json promptSetDetail(const PromptSet& set, const std::string& source);
/// The detail of the newest one; null where there is none.
Json recordedSet(const RunLogReader& log);
/// Whether this is the set that was recorded, whatever it is called now.
bool isRecorded(const PromptSet& set, const Json& recorded);

/// `config` with what the set says now, where it has what the set said when it was recorded: a run's own
/// choice stays. @throws Error as verifiersOf().
TrainingConfig followingSet(TrainingConfig config, const Json& recorded, const PromptSet& now);

/// A run's configuration as it stands, see currentConfig(), following the set that its prompts are from.
/// What goes wrong with the library is logged; the configuration is then as it stands.
TrainingConfig configFollowingSet(const RunLogReader& log, const std::filesystem::path& library);

} // namespace rw
