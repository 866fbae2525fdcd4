#include "core/process/process_command.h"

#include <unistd.h>

#include <cstdlib>

namespace rw {

std::optional<std::string> findProgram(std::string_view name, const char* path)
{
    if (name.find('/') != std::string_view::npos) {
        const std::string file(name);
        return ::access(file.c_str(), F_OK) == 0 ? std::optional(file) : std::nullopt;
    }
    if (path == nullptr)
        path = std::getenv("PATH");
    std::string_view folders = name.empty() || path == nullptr ? "" : path;
    while (!folders.empty()) {
        const std::size_t end = folders.find(':');
        const std::string file = std::string(folders.substr(0, end)) + "/" + std::string(name);
        if (::access(file.c_str(), X_OK) == 0)
            return file;
        folders.remove_prefix(end == std::string_view::npos ? folders.size() : end + 1);
    }
    return std::nullopt;
}

} // namespace rw
