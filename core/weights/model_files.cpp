#include "core/weights/model_files.h"

#include "core/weights/model_directory.h"
#include "core/weights/safetensors.h"

namespace rw {

namespace {

/// A directory's model.safetensors, whose names are ours.
class SafetensorsStore : public WeightStore
{
public:
    explicit SafetensorsStore(SafetensorsFile file)
        : m_file(std::move(file))
    {
    }

    [[nodiscard]] std::vector<StoredTensor> tensors() const override
    {
        std::vector<StoredTensor> tensors;
        for (const TensorInfo& tensor : m_file.tensors())
            tensors.push_back({tensor.name, tensor.dtypeName(), tensor.shape, tensor.bytes()});
        return tensors;
    }

    void read(const WeightSpec& weight, std::span<float> values) const override
    {
        m_file.readFloats(weight.name, values);
    }

private:
    SafetensorsFile m_file;
};

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

} // namespace

void ModelFiles::watchReading(std::function<void(const WeightSpec&)> before)
{
    m_weights = std::make_unique<WatchedStore>(std::move(m_weights), std::move(before));
}

ModelFiles ModelFiles::open(const std::filesystem::path& path)
{
    ModelFiles files;
    files.m_path = path;
    files.m_config = readModelConfig(path);
    SafetensorsFile file = SafetensorsFile::open(path / "model.safetensors");
    checkTensors(file, files.m_config);
    files.m_weights = std::make_unique<SafetensorsStore>(std::move(file));
    return files;
}

} // namespace rw
