#include "core/weights/model_directory.h"

#include "core/base/atomic_file.h"
#include "core/weights/model_files.h"

#include <array>

namespace rw {

namespace {

constexpr std::size_t kTextFileLimit = std::size_t{64} << 20U;
/// What a directory may hold about its text beside tokenizer.json, and its licence.
constexpr std::array kFurtherFiles{"chat_template.jinja", "tokenizer_config.json", "special_tokens_map.json",
                                   "LICENSE"};

void copyTextFile(const std::filesystem::path& from, const std::filesystem::path& to)
{
    writeFileAtomically(to, readFile(from, kTextFileLimit));
}

} // namespace

ModelConfig checkModelDirectory(const std::filesystem::path& modelDirectory)
{
    return ModelFiles::open(modelDirectory).config();
}

void copyTextFiles(const std::filesystem::path& from, const std::filesystem::path& to)
{
    copyTextFile(from / "tokenizer.json", to / "tokenizer.json");
    for (const char* name : kFurtherFiles) {
        std::error_code ignored;
        if (std::filesystem::exists(from / name, ignored))
            copyTextFile(from / name, to / name);
    }
}

} // namespace rw
