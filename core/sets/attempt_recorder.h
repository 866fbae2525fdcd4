#pragma once

#include "core/rollout/rollout.h"
#include "core/runlog/run_log_reader.h"
#include "core/sets/library_access.h"

#include <filesystem>
#include <map>
#include <span>
#include <string>

namespace rw {

/// Tells the library how prompts fare.
class AttemptRecorder
{
public:
    /// @param run the run's folder; for answers outside of runs a path that names them alone
    AttemptRecorder(LibraryAccess& library, const std::filesystem::path& run);

    /// Groups of answers to prompts of a set. Call it when the run's log has them.
    /// @param source where the prompts are from; without effect unless `library:NAME`
    /// @param step   see PromptAttempt
    void record(const std::string& source, std::span<const RolloutGroup> groups, int step);

    /// Groups that were recorded count by the verdicts that the run's log has now.
    /// @param group invalid: all of the log
    void recordAgain(const RunLogReader& log, GroupId group);

private:
    LibraryAccess& m_library;
    std::string m_run;
    std::map<std::string, PromptSetId> m_sets; ///< by name, as they were found
};

} // namespace rw
