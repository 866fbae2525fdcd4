#pragma once

#include "core/rollout/training_config.h"
#include "core/runlog/run_log_reader.h"

namespace rw {

/// A run's configuration as it stands: that of its start, or of the newest "config" event.
TrainingConfig currentConfig(const RunLogReader& log);

} // namespace rw
