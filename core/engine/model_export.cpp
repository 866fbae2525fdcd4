#include "core/engine/model_export.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/weights/model_directory.h"

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

void writeFolder(const LoadedModel& model, const fs::path& folder)
{
    makeDirectories(folder);
    try {
        model.transformer.save(folder);
        copyTextFiles(model.directory, folder);
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        throw;
    }
}

} // namespace

protocol::ModelExported exportModel(const LoadedModel& model, const protocol::ExportModelParams& params)
{
    const fs::path target(params.path);
    std::error_code ignored;
    if (fs::exists(target, ignored) && !fs::is_empty(target, ignored))
        throw Error(params.path + " is there already.", "Choose another place.");
    if (params.format != "safetensors-f32")
        throw UsageError("There is no format \"" + params.format + "\".", "The format is safetensors-f32.");
    writeFolder(model, target);
    return {params.path, bytesBelow(target)};
}

} // namespace rw
