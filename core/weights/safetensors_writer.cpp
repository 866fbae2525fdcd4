#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/weights/safetensors.h"
#include "core/weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>

namespace rw {

namespace {

constexpr std::size_t kAlignment = 8;

void checkShape(const TensorToWrite& tensor)
{
    std::uint64_t elements = 1;
    bool fits = true;
    for (const std::int64_t size : tensor.shape)
        fits = fits && size >= 0 &&
               !__builtin_mul_overflow(elements, static_cast<std::uint64_t>(size), &elements);
    if (!fits || elements != tensor.values.size())
        throw Error("Tensor \"" + tensor.name + "\" has " + std::to_string(tensor.values.size()) +
                    " values, which do not fit its shape.");
}

/// Pointers to the tensors in the order of their names, checked.
std::vector<const TensorToWrite*> sorted(std::span<const TensorToWrite> tensors)
{
    std::vector<const TensorToWrite*> order;
    for (const TensorToWrite& tensor : tensors) {
        checkShape(tensor);
        order.push_back(&tensor);
    }
    std::sort(order.begin(), order.end(),
              [](const TensorToWrite* a, const TensorToWrite* b) { return a->name < b->name; });
    for (std::size_t i = 1; i < order.size(); ++i) {
        if (order[i]->name == order[i - 1]->name)
            throw Error("Two tensors are called \"" + order[i]->name + "\".");
    }
    return order;
}

std::string headerText(std::span<const TensorToWrite* const> order,
                       const std::map<std::string, std::string>& metadata)
{
    Json header = Json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::uint64_t offset = 0;
    for (const TensorToWrite* tensor : order) {
        const std::uint64_t end = offset + tensor->values.size_bytes();
        header[tensor->name] = {
            {"dtype", nameOf(WeightType::F32)}, {"shape", tensor->shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    std::string text = jsonLine(header);
    text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');
    return text;
}

} // namespace

void writeSafetensors(const std::filesystem::path& path, std::span<const TensorToWrite> tensors,
                      const std::map<std::string, std::string>& metadata)
{
    const auto order = sorted(tensors);
    const std::string header = headerText(order, metadata);
    const auto prefix =
        std::bit_cast<std::array<char, kSafetensorsPrefix>>(static_cast<std::uint64_t>(header.size()));
    writeFileAtomically(path, [&](const ByteSink& sink) {
        sink({prefix.data(), prefix.size()});
        sink(header);
        for (const TensorToWrite* tensor : order) {
            const auto bytes = std::as_bytes(tensor->values);
            sink({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        }
    });
}

} // namespace rw
