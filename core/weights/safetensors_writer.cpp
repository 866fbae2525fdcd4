#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/weights/float_formats.h"
#include "core/weights/safetensors.h"
#include "core/weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>

namespace rw {

namespace {

constexpr std::size_t kAlignment = 8;

constexpr std::size_t kChunkValues = std::size_t{1} << 16U;

[[noreturn]] void failShape(const std::string& name, const std::string& values)
{
    throw Error("Tensor \"" + name + "\" has " + values + " values, which do not fit its shape.");
}

std::uint64_t elements(const std::string& name, std::span<const std::int64_t> shape)
{
    std::uint64_t elements = 1;
    for (const std::int64_t size : shape) {
        if (size < 0 || __builtin_mul_overflow(elements, static_cast<std::uint64_t>(size), &elements))
            failShape(name, "too many");
    }
    return elements;
}

/// Pointers to the tensors in the order of their names, checked.
std::vector<const TensorPlan*> sorted(std::span<const TensorPlan> tensors)
{
    std::vector<const TensorPlan*> order;
    for (const TensorPlan& tensor : tensors)
        order.push_back(&tensor);
    std::sort(order.begin(), order.end(),
              [](const TensorPlan* a, const TensorPlan* b) { return a->name < b->name; });
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i]->name == order[i - 1]->name)
            throw Error("Two tensors are called \"" + order[i]->name + "\".");
    }
    return order;
}

std::string headerText(std::span<const TensorPlan* const> order, WeightType type,
                       const std::map<std::string, std::string>& metadata)
{
    Json header = Json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const TensorPlan* tensor : order) {
        const std::uint64_t end = offset + elements(tensor->name, tensor->shape) * byteSize(type);
        header[tensor->name] = {
            {"dtype", nameOf(type)}, {"shape", tensor->shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = jsonLine(header);
    text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
    return text;
}

void writeFloats(const ByteSink& sink, std::span<const float> values)
{
    const auto bytes = std::as_bytes(values);
    sink({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

void writeBfloats(const ByteSink& sink, std::span<const float> values)
{
    std::vector<std::uint16_t> chunk;
    while (!values.empty()) {
        const auto part = values.first(std::min(values.size(), kChunkValues));
        chunk.resize(part.size());
        std::transform(part.begin(), part.end(), chunk.begin(), toBfloat16);
        sink({reinterpret_cast<const char*>(chunk.data()), chunk.size() * sizeof(std::uint16_t)});
        values = values.subspan(part.size());
    }
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, std::span<const TensorPlan> tensors, SavedType type,
                      const std::function<std::span<const float>(const TensorPlan&)>& values,
                      const std::map<std::string, std::string>& metadata)
{
    const auto order = sorted(tensors);
    const bool half = type == SavedType::Bf16;
    const std::string header = headerText(order, half ? WeightType::BF16 : WeightType::F32, metadata);
    const auto prefix =
        std::bit_cast<std::array<char, kSafetensorsPrefix>>(static_cast<std::uint64_t>(header.size()));
    writeFileAtomically(path, [&](const ByteSink& sink) {
        sink({prefix.data(), prefix.size()});
        sink(header);
        for (const TensorPlan* tensor : order) {
            const std::span<const float> content = values(*tensor);
            if (content.size() != elements(tensor->name, tensor->shape))
                failShape(tensor->name, std::to_string(content.size()));
            half ? writeBfloats(sink, content) : writeFloats(sink, content);
        }
    });
}

void writeSafetensors(const std::filesystem::path& path, std::span<const TensorToWrite> tensors,
                      const std::map<std::string, std::string>& metadata)
{
    std::vector<TensorPlan> plans;
    std::map<std::string_view, std::span<const float>> values;
    for (const TensorToWrite& tensor : tensors) {
        plans.push_back({tensor.name, tensor.shape});
        values.emplace(tensor.name, tensor.values);
    }
    writeSafetensors(
        path, plans, SavedType::F32, [&](const TensorPlan& plan) { return values.at(plan.name); }, metadata);
}

} // namespace rw
