#include "core/weights/model_path.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/weights/regular_file.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

constexpr std::size_t kSniffedBytes = 512;
constexpr std::string_view kReadable =
    "Readable are folders with config.json and safetensors files, and GGUF files. Choose one of those.";

struct Kind
{
    std::string_view begin; ///< of the file
    std::string_view name;  ///< "is ..."
};

/// What people have beside models, by the first bytes.
constexpr std::array kKinds{
    Kind{"ggjt"sv, "a GGML file of before August 2023"},
    Kind{"tjgg"sv, "a GGML file of before August 2023"},
    Kind{"lmgg"sv, "a GGML file of before August 2023"},
    Kind{"PK\x03\x04"sv, "a zip archive, as PyTorch writes its checkpoints"},
    Kind{"\x80\x02"sv, "a Python pickle, as PyTorch writes its checkpoints"},
    Kind{"\x80\x04"sv, "a Python pickle, as PyTorch writes its checkpoints"},
    Kind{"\x89HDF"sv, "an HDF5 file, as Keras writes its models"},
    Kind{"\x1f\x8b"sv, "a gzip archive"},
    Kind{"\xfd"
         "7zXZ"sv,
         "an xz archive"},
    Kind{"\x89PNG"sv, "a PNG picture"},
    Kind{"\xff\xd8\xff"sv, "a JPEG picture"},
    Kind{"%PDF"sv, "a PDF document"},
    Kind{"\x7f"
         "ELF"sv,
         "a program or library"},
    Kind{"SQLite format 3"sv, "an SQLite database"},
    Kind{"<"sv, "a text file of markup"},
};

std::string firstBytes(const fs::path& path)
{
    const RegularFile file(path);
    std::string bytes(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kSniffedBytes)), '\0');
    file.readAt(0, bytes);
    return bytes;
}

/// Empty where it is not known.
std::string_view kindOf(std::string_view bytes)
{
    if (bytes.empty())
        return "an empty file";
    for (const Kind& kind : kKinds) {
        if (bytes.starts_with(kind.begin))
            return kind.name;
    }
    if (bytes.starts_with('{') || bytes.starts_with('['))
        return "a JSON file";
    // The last code point may be cut in two.
    const bool isText = bytes.find('\0') == std::string_view::npos &&
                        isValidUtf8(bytes.substr(0, std::min(bytes.size(), bytes.find_last_of(" \n") + 1)));
    return isText ? "a text file" : "";
}

std::vector<fs::path> ggufFilesIn(const fs::path& folder)
{
    std::vector<fs::path> found;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        if (entry.path().extension() == ".gguf")
            found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

void refuseAdapter(const fs::path& folder)
{
    if (fs::exists(folder / "adapter_config.json"))
        throw Error(folder.string() + " is a LoRA adapter: it holds what training added to a model, not the "
                                      "model itself.",
                    "Choose the model it was made for; its adapter_config.json names it as "
                    "base_model_name_or_path.");
}

fs::path modelOfFolder(const fs::path& folder)
{
    if (fs::exists(folder / "config.json"))
        return folder;
    if (fs::exists(folder / "run.db"))
        throw Error(
            folder.string() + " is the folder of a run.",
            "Choose a checkpoint below its folder checkpoints, or look at the run with Open run folder.");
    refuseAdapter(folder);
    const std::vector<fs::path> files = ggufFilesIn(folder);
    if (files.size() == 1 ||
        (!files.empty() && files.front().string().find("-00001-of-") != std::string::npos))
        return files.front();
    if (!files.empty())
        throw Error(folder.string() + " holds " + std::to_string(files.size()) + " GGUF files.",
                    "Choose one of them.");
    throw Error(folder.string() + " is a folder without a model: it has no config.json and no GGUF file.",
                kReadable);
}

} // namespace

fs::path modelPath(const fs::path& path)
{
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (!fs::exists(status))
        throw Error(path.string() + " is not there.", "Choose another model.");
    if (fs::is_directory(status))
        return modelOfFolder(path);
    const std::string bytes = firstBytes(path);
    if (bytes.starts_with("GGUF"))
        return path;
    const bool isPart = path.extension() == ".safetensors" || path.filename() == "config.json" ||
                        path.filename() == "model.safetensors.index.json";
    const fs::path folder = fs::absolute(path).parent_path();
    if (isPart && fs::exists(folder / "config.json"))
        return folder;
    refuseAdapter(folder);
    if (path.extension() == ".safetensors")
        throw Error(path.string() +
                        " is a safetensors file without a config.json beside it, which says what its "
                        "tensors are.",
                    kReadable);
    const std::string kind(kindOf(bytes));
    throw Error(path.string() + (kind.empty() ? " is no model that this program knows."
                                              : " is " + kind + ", a kind that this program cannot read."),
                kReadable);
}

} // namespace rw
