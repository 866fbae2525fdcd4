#include "core/weights/model_files.h"

#include "core/base/error.h"
#include "core/weights/gguf_config.h"
#include "core/weights/layout_store.h"
#include "core/weights/tensor_source.h"

#include <algorithm>

namespace rw {

namespace {

/// Another store, and somebody who is told before each weight is read.
class WatchedStore : public WeightStore
{
public:
    WatchedStore(std::unique_ptr<WeightStore> store, std::function<void(const WeightSpec&)> before)
        : m_store(std::move(store))
        , m_before(std::move(before))
    {
    }

    [[nodiscard]] std::vector<StoredTensor> tensors() const override { return m_store->tensors(); }

    void read(const WeightSpec& weight, std::span<float> values) const override
    {
        m_before(weight);
        m_store->read(weight, values);
    }

private:
    std::unique_ptr<WeightStore> m_store;
    std::function<void(const WeightSpec&)> m_before;
};

/// Names without the prefix that the files of a bare decoder leave out.
void dropPrefix(std::vector<FileTensor>& layout, std::string_view prefix)
{
    for (FileTensor& tensor : layout) {
        if (tensor.name.starts_with(prefix))
            tensor.name.erase(0, prefix.size());
    }
}

std::unique_ptr<WeightStore> openDirectoryWeights(const std::filesystem::path& directory,
                                                  const ModelConfig& config)
{
    auto source = openSafetensors(directory);
    auto layout = huggingFaceLayout(config);
    const std::string_view prefix = huggingFacePrefix(config);
    const auto stored = source->tensors();
    if (std::none_of(stored.begin(), stored.end(),
                     [&](const StoredTensor& tensor) { return tensor.name.starts_with(prefix); }))
        dropPrefix(layout, prefix);
    return std::make_unique<LayoutStore>(
        std::move(source), std::move(layout),
        [&config](std::string_view name) { return isIgnoredByHuggingFace(config, name); });
}

std::unique_ptr<WeightStore> openGgufWeights(GgufFile file, const ModelConfig& config)
{
    return std::make_unique<LayoutStore>(tensorSource(std::move(file)), ggufLayout(config),
                                         [](std::string_view name) { return name == "rope_freqs.weight"; });
}

[[noreturn]] void failNoModel(const std::filesystem::path& path, const std::string& problem)
{
    throw Error(path.string() + " is not a model: " + problem + ".",
                "Choose a folder with config.json, model.safetensors and tokenizer.json, or a .gguf file.");
}

} // namespace

void ModelFiles::watchReading(std::function<void(const WeightSpec&)> before)
{
    m_weights = std::make_unique<WatchedStore>(std::move(m_weights), std::move(before));
}

ModelFiles ModelFiles::open(const std::filesystem::path& path)
{
    std::error_code problem;
    const std::filesystem::file_status status = std::filesystem::status(path, problem);
    if (!std::filesystem::exists(status))
        failNoModel(path, "there is no such folder or file");
    ModelFiles files;
    files.m_path = path;
    if (!std::filesystem::is_directory(status)) {
        if (path.extension() == ".safetensors" || path.extension() == ".json")
            failNoModel(path, "it is one file of a model, which is the folder around it");
        GgufFile file = GgufFile::open(path);
        files.m_format = ModelFormat::Gguf;
        files.m_config = readGgufConfig(file);
        files.m_weights = openGgufWeights(std::move(file), files.m_config);
        return files;
    }
    if (!std::filesystem::exists(path / "config.json", problem))
        failNoModel(path, "it has no config.json");
    files.m_config = readModelConfig(path);
    files.m_weights = openDirectoryWeights(path, files.m_config);
    return files;
}

} // namespace rw
