#pragma once

#include "core/runlog/run_log_reader.h"

#include <filesystem>

namespace rw {

/// Writes the run's curves as CSV (RFC 4180): a line a step, the columns "step", "seconds" (since the run was
/// created) and one for each metric by name. A cell is empty where a step has no such metric or it is no
/// number. The file appears whole or not at all. @throws Error naming the file and the reason.
void writeMetricsCsv(const RunLogReader& log, const std::filesystem::path& file);

/// Writes every answer as a line of JSON, oldest group first, with its prompt, parameters, token ids and
/// log-probabilities, verdict, rewards and star. The members of the newest verdict stand in the line itself;
/// those of its older versions, oldest first, under "earlier_verdicts". "trained" tells the version that the
/// rewards come from. What is absent is null.
/// The file appears whole or not at all. @throws Error naming the file and the reason.
void writeAnswersJsonl(const RunLogReader& log, const std::filesystem::path& file);

} // namespace rw
