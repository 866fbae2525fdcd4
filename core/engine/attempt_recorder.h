#pragma once

#include "core/library/prompt_library.h"
#include "core/rollout/rollout.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace rw {

/// Tells the library how a run's prompts fare, where the run takes them from there. What goes wrong with the
/// library is logged, once until it works again, and stops nothing.
class AttemptRecorder
{
public:
    /// @param source  the run's prompts; without effect unless `library:NAME`
    /// @param library the library's file; empty: defaultLibraryFile()
    /// @param run     the run's folder
    AttemptRecorder(const std::string& source, const std::filesystem::path& library,
                    const std::filesystem::path& run);

    /// Call it when the run's log has the groups. @param step see PromptAttempt
    void record(std::span<const RolloutGroup> groups, int step);

private:
    void write(std::span<const RolloutGroup> groups, int step);

    std::optional<std::string> m_setName;
    std::filesystem::path m_file;
    std::string m_run;
    std::optional<PromptLibrary> m_library; ///< open between calls that went well
    PromptSetId m_set;
    bool m_failing = false;
};

} // namespace rw
