#include "core/weights/safetensors.h"

#include "core/base/error.h"
#include "core/weights/float_formats.h"
#include "core/weights/safetensors_header.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>

namespace rw {

static_assert(std::endian::native == std::endian::little, "files hold little-endian values");

namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20U;

template <class Stored, class Convert>
void convert(const char* bytes, std::span<float> values, Convert toFloat)
{
    for (float& value : values) {
        Stored stored;
        std::memcpy(&stored, bytes, sizeof stored);
        value = toFloat(stored);
        bytes += sizeof stored;
    }
}

void convertChunk(WeightType type, const char* bytes, std::span<float> values)
{
    switch (type) {
    case WeightType::F32:
        std::memcpy(values.data(), bytes, values.size_bytes());
        break;
    case WeightType::F16:
        convert<std::uint16_t>(bytes, values, fromHalf);
        break;
    case WeightType::BF16:
        convert<std::uint16_t>(bytes, values, fromBfloat16);
        break;
    case WeightType::F64:
        convert<double>(bytes, values, [](double value) { return static_cast<float>(value); });
        break;
    }
}

} // namespace

std::size_t byteSize(WeightType type)
{
    switch (type) {
    case WeightType::F16:
    case WeightType::BF16:
        return 2;
    case WeightType::F32:
        return 4;
    case WeightType::F64:
        break;
    }
    return 8;
}

std::string_view nameOf(WeightType type)
{
    switch (type) {
    case WeightType::F32:
        return "F32";
    case WeightType::F16:
        return "F16";
    case WeightType::BF16:
        return "BF16";
    case WeightType::F64:
        break;
    }
    return "F64";
}

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& path)
{
    SafetensorsFile file{RegularFile(path)};
    const std::uint64_t size = file.m_file.size();
    if (size < kSafetensorsPrefix)
        throw Error(path.string() + " has " + std::to_string(size) + " bytes and is no safetensors file.",
                    "Choose a model's model.safetensors.");

    std::array<char, kSafetensorsPrefix> prefix{};
    file.m_file.readAt(0, prefix);
    const auto headerSize = std::bit_cast<std::uint64_t>(prefix);
    if (headerSize > kSafetensorsHeaderLimit)
        throw Error(path.string() + " is not a safetensors file: it begins with a header length of " +
                        std::to_string(headerSize) + " bytes.",
                    "Choose a model's model.safetensors.");
    if (headerSize > size - kSafetensorsPrefix)
        throw Error(path.string() + " ends after " + std::to_string(size) + " bytes, inside its header.",
                    "It was cut short; copy it again.");

    std::string json(static_cast<std::size_t>(headerSize), '\0');
    file.m_file.readAt(kSafetensorsPrefix, json);
    SafetensorsHeader header = parseSafetensorsHeader(json, size, path.string());
    file.m_tensors = std::move(header.tensors);
    file.m_metadata = std::move(header.metadata);
    for (std::size_t i = 0; i < file.m_tensors.size(); ++i)
        file.m_byName.emplace(file.m_tensors[i].name, i);
    return file;
}

const TensorInfo* SafetensorsFile::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : &m_tensors[found->second];
}

void SafetensorsFile::readFloats(std::string_view name, std::span<float> values) const
{
    const TensorInfo* tensor = find(name);
    if (tensor == nullptr)
        throw Error(path().string() + " has no tensor \"" + std::string(name) + "\".");
    if (tensor->elements() != values.size())
        throw Error(path().string() + ": tensor \"" + tensor->name + "\" has " +
                    std::to_string(tensor->elements()) + " values, not " + std::to_string(values.size()) +
                    ".");
    readFloats(*tensor, 0, values);
}

void SafetensorsFile::readFloats(const TensorInfo& tensor, std::uint64_t first, std::span<float> values) const
{
    assert(first + values.size() <= tensor.elements());
    const std::size_t width = byteSize(tensor.type);
    std::vector<char> chunk(std::min(kChunkBytes, values.size() * width));
    std::uint64_t offset = tensor.begin + first * width;
    while (!values.empty()) {
        const std::span<float> part = values.first(std::min(values.size(), chunk.size() / width));
        m_file.readAt(offset, std::span(chunk).first(part.size() * width));
        convertChunk(tensor.type, chunk.data(), part);
        offset += part.size() * width;
        values = values.subspan(part.size());
    }
}

} // namespace rw
