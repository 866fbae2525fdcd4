#pragma once

#include "core/library/prompt_library.h"
#include "core/rollout/rollout.h"
#include "core/runlog/run_log_reader.h"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace rw {

/// Tells the library how prompts fare. What goes wrong with the library is logged, once until it works again,
/// and stops nothing.
class AttemptRecorder
{
public:
    /// @param library the library's file; empty: defaultLibraryFile()
    /// @param run     the run's folder; for answers outside of runs a path that names them alone
    AttemptRecorder(const std::filesystem::path& library, const std::filesystem::path& run);

    /// Groups of answers to prompts of a set. Call it when the run's log has them.
    /// @param source where the prompts are from; without effect unless `library:NAME`
    /// @param step   see PromptAttempt
    void record(const std::string& source, std::span<const RolloutGroup> groups, int step);

    /// Groups that were recorded count by the verdicts that the run's log has now.
    /// @param group invalid: all of the log
    void recordAgain(const RunLogReader& log, GroupId group);

private:
    void attempt(const std::function<void()>& work);
    /// Whether the library is there, and open now.
    bool isOpen();
    PromptSetId setOf(const std::string& name);

    std::filesystem::path m_file;
    std::string m_run;
    std::optional<PromptLibrary> m_library; ///< open between calls that went well
    std::map<std::string, PromptSetId> m_sets;
    bool m_failing = false;
};

} // namespace rw
