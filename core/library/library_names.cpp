#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/library/prompt_library.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace rw {

namespace {

constexpr std::size_t kLongestName = 100;

} // namespace

std::filesystem::path defaultLibraryFile()
{
    const auto folder = [](const char* variable) {
        const char* value = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): nothing here sets it
        return std::filesystem::path(value == nullptr ? "" : value);
    };
    std::filesystem::path data = folder("XDG_DATA_HOME");
    if (!data.is_absolute()) // as the XDG base directory specification says
        data = folder("HOME") / ".local" / "share";
    return data / "rollout-workbench" / "library.db";
}

void checkSetName(std::string_view name)
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
    const char* wrong = nullptr;
    if (name.empty() || name.front() == ' ' || name.back() == ' ')
        wrong = "is empty or has a space at an end";
    else if (!isValidUtf8(name) || std::any_of(name.begin(), name.end(), isControl))
        wrong = "has characters that cannot be shown";
    else if (name.find(':') != std::string_view::npos)
        wrong = "has a colon";
    else if (codePointCount(name) > kLongestName)
        wrong = "is longer than 100 characters";
    if (wrong != nullptr)
        throw UsageError("\"" + validUtf8(name) + "\" cannot be a set's name: it " + wrong + ".",
                         "Choose another name.");
}

} // namespace rw
