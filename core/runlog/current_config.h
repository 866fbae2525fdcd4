#pragma once

#include "core/rollout/training_config.h"
#include "core/runlog/run_log_reader.h"

#include <string>

namespace rw {

/// A run's configuration as it stands: that of its start, or of the newest "config" event.
TrainingConfig currentConfig(const RunLogReader& log);

/// The event that tells what a run's prompt set said and held from then on, and as `source` what the set was
/// called then.
inline constexpr const char* kPromptSetEvent = "prompt_set";

/// Where a run takes its prompts from: as it began, or as the newest "prompt_set" event has it.
std::string currentPromptSource(const RunLogReader& log);

} // namespace rw
