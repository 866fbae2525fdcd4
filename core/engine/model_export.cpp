#include "core/engine/model_export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/policy/transformer_values.h"
#include "core/text/model_text.h"
#include "core/weights/model_license.h"

namespace rw {

namespace {

namespace fs = std::filesystem;

std::int64_t bytesBelow(const fs::path& path)
{
    std::error_code ignored;
    if (!fs::is_directory(path, ignored))
        return static_cast<std::int64_t>(fs::file_size(path, ignored));
    std::int64_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(path, ignored)) {
        if (entry.is_regular_file(ignored))
            bytes += static_cast<std::int64_t>(entry.file_size(ignored));
    }
    return bytes;
}

void writeFolder(const ModelToExport& model, const fs::path& folder, SavedType type)
{
    makeDirectories(folder);
    try {
        writeModelText(model.text, folder);
        writeModelDirectory(folder, model.config, model.values, type);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        throw;
    }
}

void writeFile(const ModelToExport& model, const fs::path& file, GgufSavedType type)
{
    std::map<std::string, std::string> texts{{"general.name", validUtf8(file.stem().string())}};
    if (const std::string license = modelLicense(model.text); !license.empty())
        texts.emplace("general.license", license);
    writeGguf(file, model.config, modelVocabulary(model.text, model.config), model.values, type, texts);
}

} // namespace

void exportModel(const ModelToExport& model, const fs::path& target, const std::string& format)
{
    std::error_code ignored;
    if (fs::exists(target, ignored) && !(fs::is_directory(target, ignored) && fs::is_empty(target, ignored)))
        throw Error(target.string() + " is there already.", "Choose another place.");
    if (format == "safetensors-f32")
        return writeFolder(model, target, SavedType::F32);
    if (format == "safetensors-bf16")
        return writeFolder(model, target, SavedType::Bf16);
    if (format == "gguf-f32")
        return writeFile(model, target, GgufSavedType::F32);
    if (format == "gguf-f16")
        return writeFile(model, target, GgufSavedType::F16);
    if (format == "gguf-q8_0")
        return writeFile(model, target, GgufSavedType::Q8_0);
    throw UsageError("There is no format \"" + format + "\".",
                     "The formats are safetensors-f32, safetensors-bf16, gguf-f32, gguf-f16 and gguf-q8_0.");
}

protocol::ModelExported exportModel(const LoadedModel& model, const protocol::ExportModelParams& params)
{
    exportModel({model.transformer.config(), valuesOf(model.transformer), model.directory}, params.path,
                params.format);
    return {params.path, bytesBelow(params.path)};
}

} // namespace rw
