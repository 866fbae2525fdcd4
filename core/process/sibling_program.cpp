#include "core/process/sibling_program.h"

#include <filesystem>

namespace rw {

std::string siblingProgram(std::string_view name)
{
    std::error_code problem;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", problem);
    return problem ? std::string(name) : (self.parent_path() / name).string();
}

} // namespace rw
