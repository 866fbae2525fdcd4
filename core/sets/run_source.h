#pragma once

#include "core/runlog/run_log_reader.h"

#include <filesystem>
#include <string>

namespace rw {

/// Where a run takes its prompts from, as the library names it now: a set that was given another name since
/// is the same set. What goes wrong with the library is logged; the source is then as the log has it.
/// @param library its file; empty: defaultLibraryFile()
std::string promptSourceOf(const RunLogReader& log, const std::filesystem::path& library);

} // namespace rw
