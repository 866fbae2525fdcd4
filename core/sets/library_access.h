#pragma once

#include "core/library/prompt_library.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace rw {

/// A library of prompts that a run does not stop for: opened when it is needed, and what goes wrong is
/// logged, once while it is the same.
class LibraryAccess
{
public:
    /// @param file empty: defaultLibraryFile()
    explicit LibraryAccess(const std::filesystem::path& file);

    /// Whether there is one: attempt() fails where there is not.
    [[nodiscard]] bool isThere() const;
    /// @return whether `work` was done.
    bool attempt(const std::function<void(PromptLibrary&)>& work);
    /// Within attempt(): whether others may have written since the last call. What is written here does not
    /// count.
    bool hasChanged();

private:
    std::filesystem::path m_file;
    std::optional<PromptLibrary> m_library; ///< open between calls that went well
    std::int64_t m_version = kUnknown;      ///< of the file
    std::string m_said;                     ///< what went wrong, as it was logged last

    static constexpr std::int64_t kUnknown = -1;
};

} // namespace rw
