#include "core/weights/dequantise.h"
#include "core/weights/tensor_source.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 18U; ///< stays in a core's cache

class GgufSource : public TensorSource
{
public:
    explicit GgufSource(GgufFile file)
        : m_file(std::move(file))
    {
    }

    [[nodiscard]] std::vector<StoredTensor> tensors() const override
    {
        std::vector<StoredTensor> tensors;
        for (const GgufTensor& tensor : m_file.tensors())
            tensors.push_back(
                {tensor.name, std::string(infoOf(tensor.type).name), tensor.shape, tensor.bytes});
        return tensors;
    }

    void readRows(std::string_view name, std::int64_t firstRow, std::span<float> values) const override
    {
        const GgufTensor& tensor = *m_file.find(name);
        const GgmlTypeInfo& type = infoOf(tensor.type);
        std::vector<char> chunk(std::min(kChunkBytes / type.blockBytes, values.size() / type.blockValues) *
                                type.blockBytes);
        std::uint64_t offset =
            static_cast<std::uint64_t>(firstRow) * tensor.rowValues() / type.blockValues * type.blockBytes;
        while (!values.empty()) {
            const std::size_t blocks =
                std::min(values.size() / type.blockValues, chunk.size() / type.blockBytes);
            const std::span<char> bytes = std::span(chunk).first(blocks * type.blockBytes);
            m_file.readBytes(tensor, offset, bytes);
            dequantise(tensor.type, bytes, values.first(blocks * type.blockValues));
            offset += bytes.size();
            values = values.subspan(blocks * type.blockValues);
        }
    }

    [[nodiscard]] std::string fileOf(std::string_view) const override { return m_file.path().string(); }

private:
    GgufFile m_file;
};

} // namespace

std::unique_ptr<TensorSource> tensorSource(GgufFile file)
{
    return std::make_unique<GgufSource>(std::move(file));
}

} // namespace rw
