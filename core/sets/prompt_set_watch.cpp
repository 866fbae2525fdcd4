#include "core/sets/prompt_set_watch.h"

#include "core/base/error.h"
#include "core/library/prompt_source.h"

#include <utility>

namespace rw {

PromptSetWatch::PromptSetWatch(LibraryAccess& library, const std::string& source)
    : m_library(library)
    , m_name(librarySetName(source))
{
}

std::optional<PromptSet> PromptSetWatch::changed()
{
    std::optional<PromptSet> found;
    if (!m_name || !m_library.isThere())
        return found;
    m_library.attempt([&](PromptLibrary& library) {
        if (!m_library.hasChanged())
            return;
        PromptSet set = find(library);
        Seen now{set.id, set.name, set.settings, library.promptsRevision(set.id)};
        if (now == m_seen)
            return;
        m_seen = std::move(now);
        found = std::move(set);
    });
    return found;
}

/// Once seen it may be given another name.
PromptSet PromptSetWatch::find(const PromptLibrary& library) const
{
    if (!m_seen)
        return library.set(*m_name);
    for (PromptSet& set : library.sets()) {
        if (set.id == m_seen->set)
            return std::move(set);
    }
    throw Error("The prompt set \"" + *m_name + "\" is not in the library any more.");
}

} // namespace rw
