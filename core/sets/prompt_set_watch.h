#pragma once

#include "core/sets/library_access.h"

#include <cstdint>
#include <optional>
#include <string>

namespace rw {

/// Looks whether somebody has changed the prompt set that a run takes its prompts from. Cheap while nobody
/// writes to the library but the run itself.
class PromptSetWatch
{
public:
    /// @param source the run's prompts; nothing is seen unless `library:NAME`
    PromptSetWatch(LibraryAccess& library, const std::string& source);

    /// The set, where its name, its settings, its prompts or their split have changed since the last call,
    /// and at the first. How prompts fare does not count.
    std::optional<PromptSet> changed();

private:
    struct Seen
    {
        PromptSetId set;
        std::string name;
        PromptSetSettings settings;
        std::int64_t revision = 0; ///< of the prompts

        bool operator==(const Seen&) const = default;
    };

    [[nodiscard]] PromptSet find(const PromptLibrary& library) const;

    LibraryAccess& m_library;
    std::optional<std::string> m_name;
    std::optional<Seen> m_seen;
};

} // namespace rw
