#include "core/weights/layout_store.h"

#include "core/base/error.h"
#include "core/weights/dequantise.h"
#include "core/weights/head_order.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::size_t kChunkValues = std::size_t{1} << 18U;

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

[[noreturn]] void failTensor(const std::string& file, const std::string& name, const std::string& problem)
{
    throw Error(file + ": tensor \"" + name + "\" " + problem + ".", "Use files that belong to one model.");
}

void checkTensors(const TensorSource& source, const std::vector<FileTensor>& layout,
                  const std::function<bool(std::string_view)>& isIgnored)
{
    const std::vector<StoredTensor> stored = source.tensors();
    std::map<std::string_view, const StoredTensor*> byName;
    for (const StoredTensor& tensor : stored)
        byName.emplace(tensor.name, &tensor);
    const std::string anyFile = stored.empty() ? "The model" : source.fileOf(stored.front().name);
    for (const FileTensor& tensor : layout) {
        const auto found = byName.find(tensor.name);
        if (found == byName.end())
            throw Error(anyFile + " has no tensor \"" + tensor.name + "\", which the config implies.",
                        "Use files that belong to one model.");
        if (found->second->shape != tensor.shape)
            failTensor(source.fileOf(tensor.name), tensor.name,
                       "has the shape " + shapeText(found->second->shape) + ", but the config implies " +
                           shapeText(tensor.shape));
        byName.erase(found);
    }
    for (const auto& [name, tensor] : byName) {
        if (!isIgnored(name))
            failTensor(source.fileOf(name), tensor->name, "has no place in a model of its config");
    }
}

} // namespace

LayoutStore::LayoutStore(std::unique_ptr<TensorSource> source, std::vector<FileTensor> layout,
                         const std::function<bool(std::string_view)>& isIgnored)
    : m_source(std::move(source))
    , m_layout(std::move(layout))
{
    checkTensors(*m_source, m_layout, isIgnored);
    for (std::size_t i = 0; i < m_layout.size(); ++i) {
        std::int64_t firstOutput = 0;
        for (const WeightSpec& weight : m_layout[i].weights) {
            m_places.emplace(weight.name, Place{i, firstOutput});
            firstOutput += weight.shape.front();
        }
    }
}

void LayoutStore::read(const WeightSpec& weight, std::span<float> values) const
{
    const auto found = m_places.find(weight.name);
    if (found == m_places.end() || static_cast<std::int64_t>(values.size()) != weight.elements())
        throw Error("The model has no weight \"" + weight.name + "\" of " + std::to_string(values.size()) +
                    " values.");
    const FileTensor& tensor = m_layout[found->second.tensor];
    if (tensor.transposed)
        readTransposed(tensor, found->second, weight, values);
    else
        readPlain(tensor, found->second, weight, values);
    if (!allFinite(values))
        failTensor(m_source->fileOf(tensor.name), tensor.name, "holds values that are not finite numbers");
    if (tensor.interleavedHeads > 0)
        separateHalves(values, tensor.interleavedHeads, weight.shape.front());
    if (tensor.offset != 0.0F)
        std::for_each(values.begin(), values.end(), [&](float& value) { value -= tensor.offset; });
}

void LayoutStore::readPlain(const FileTensor& tensor, const Place& place, const WeightSpec& weight,
                            std::span<float> values) const
{
    if (weight.shape.size() > 1)
        return m_source->readRows(tensor.name, place.firstOutput, values);
    if (tensor.weights.size() == 1)
        return m_source->readRows(tensor.name, 0, values);
    std::vector<float> all(static_cast<std::size_t>(tensor.shape.front())); // a vector is one row
    m_source->readRows(tensor.name, 0, all);
    std::copy_n(all.begin() + place.firstOutput, values.size(), values.begin());
}

/// In bands of rows, so that both sides stay in the cache.
void LayoutStore::readTransposed(const FileTensor& tensor, const Place& place, const WeightSpec& weight,
                                 std::span<float> values) const
{
    const auto inputs = static_cast<std::size_t>(tensor.shape[0]);
    const auto width = static_cast<std::size_t>(tensor.shape[1]);
    const auto outputs = static_cast<std::size_t>(weight.shape[0]);
    const auto firstOutput = static_cast<std::size_t>(place.firstOutput);
    const std::size_t bandRows = std::clamp<std::size_t>(kChunkValues / width, 1, inputs);
    std::vector<float> band(bandRows * width);
    for (std::size_t first = 0; first < inputs; first += bandRows) {
        const std::size_t rows = std::min(bandRows, inputs - first);
        m_source->readRows(tensor.name, static_cast<std::int64_t>(first),
                           std::span(band).first(rows * width));
        for (std::size_t output = 0; output < outputs; ++output) {
            for (std::size_t row = 0; row < rows; ++row)
                values[output * inputs + first + row] = band[row * width + firstOutput + output];
        }
    }
}

} // namespace rw
