#include "core/engine/build_info.h"

#include "core/process/sibling_program.h"

#include <configured.h>

namespace rw {

std::string_view programVersion()
{
    return RW_VERSION;
}

std::string_view gitCommit()
{
    return RW_GIT_COMMIT;
}

std::filesystem::path resourceDirectory()
{
    const auto installed = runningProgram().parent_path().parent_path() / "share" / "rollout-workbench";
    std::error_code ignored;
    return std::filesystem::is_directory(installed, ignored) ? installed
                                                             : std::filesystem::path(RW_SOURCE_RESOURCES);
}

} // namespace rw
