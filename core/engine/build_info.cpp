#include "core/engine/build_info.h"

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
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto installed = program.parent_path().parent_path() / "share" / "rollout-workbench";
    return std::filesystem::is_directory(installed, ignored) ? installed
                                                             : std::filesystem::path(RW_SOURCE_RESOURCES);
}

} // namespace rw
