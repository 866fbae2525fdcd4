#include "core/process/sibling_program.h"

namespace rw {

std::filesystem::path runningProgram()
{
    std::error_code problem;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", problem);
    return problem ? std::filesystem::path() : self;
}

std::string siblingProgram(std::string_view name)
{
    return (runningProgram().parent_path() / name).string();
}

} // namespace rw
