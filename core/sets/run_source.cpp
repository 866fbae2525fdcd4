#include "core/sets/run_source.h"

#include "core/library/prompt_source.h"
#include "core/runlog/current_config.h"
#include "core/sets/library_access.h"
#include "core/sets/set_settings.h"

namespace rw {

std::string promptSourceOf(const RunLogReader& log, const std::filesystem::path& library)
{
    std::string source = currentPromptSource(log);
    LibraryAccess access(library);
    if (!librarySetName(source) || !access.isThere())
        return source;
    const Json recorded = recordedSet(log);
    access.attempt([&](const PromptLibrary& opened) {
        for (const PromptSet& set : opened.sets()) {
            if (isRecorded(set, recorded))
                source = withSetName(source, set.name);
        }
    });
    return source;
}

} // namespace rw
