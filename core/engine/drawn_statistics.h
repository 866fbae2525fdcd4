#pragma once

#include "core/sets/attempt_recorder.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace rw {

/// Answers that a command draws outside of runs, as tries of the set that their prompts are from.
class DrawnStatistics
{
public:
    /// @param command that draws them: "eval"
    /// @param model   that draws; a checkpoint's step is the step of the attempts
    /// @param source  of the prompts; without effect unless `library:NAME`
    /// @param library the library's file; empty: defaultLibraryFile()
    DrawnStatistics(std::string_view command, const std::filesystem::path& model, std::string source,
                    const std::filesystem::path& library);

    void add(std::span<RolloutGroup> groups);

private:
    std::string m_source;
    int m_step;
    std::int64_t m_groups = 0;
    LibraryAccess m_library;
    AttemptRecorder m_attempts;
};

} // namespace rw
