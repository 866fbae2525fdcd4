#include "core/weights/model_license.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/weights/gguf_file.h"

#include <algorithm>
#include <string_view>

namespace rw {

namespace {

constexpr std::size_t kTextLimit = std::size_t{1} << 20U;
constexpr std::size_t kLongest = 120; ///< bytes of what is shown

/// A name of one line, safe to show.
std::string shown(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\"'";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos)
        return {};
    const std::size_t end = text.find_last_not_of(kBlank);
    return validUtf8(text.substr(begin, std::min(end - begin + 1, kLongest)));
}

/// Calls see(line) until it returns true.
template <class See>
void eachLine(std::string_view text, See see)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (see(text.substr(0, end)))
            return;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::string readmeLicense(std::string_view readme)
{
    constexpr std::string_view kKey = "license:", kFence = "---";
    std::string license;
    int fences = 0;
    eachLine(readme, [&](std::string_view line) {
        fences += line.starts_with(kFence) ? 1 : 0;
        if (fences == 1 && line.starts_with(kKey))
            license = shown(line.substr(kKey.size()));
        return fences != 1 || !license.empty();
    });
    return license;
}

std::string firstLine(std::string_view text)
{
    std::string first;
    eachLine(text, [&](std::string_view line) {
        first = shown(line);
        return !first.empty();
    });
    return first;
}

/// Empty where there is no such file to read.
std::string textOf(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return {};
    try {
        return readFile(path, kTextLimit);
    } catch (const Error&) {
        return {}; // a model opens without its licence
    }
}

} // namespace

std::string modelLicense(const std::filesystem::path& model)
{
    if (!std::filesystem::is_directory(model)) {
        const GgufFile file = GgufFile::open(model);
        const std::string* license = file.metadata().text("general.license");
        return license == nullptr ? std::string() : shown(*license);
    }
    const std::string named = readmeLicense(textOf(model / "README.md"));
    return named.empty() ? firstLine(textOf(model / "LICENSE")) : named;
}

} // namespace rw
