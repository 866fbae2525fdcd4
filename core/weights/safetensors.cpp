#include "core/weights/safetensors.h"

#include "core/base/error.h"
#include "core/weights/float_formats.h"
#include "core/weights/safetensors_header.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <utility>

namespace rw {

static_assert(std::endian::native == std::endian::little, "files hold little-endian values");

namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 20U;

[[noreturn]] void failRead(const std::filesystem::path& path, int errorNumber)
{
    throw Error("Cannot read " + path.string() + ": " + systemErrorText(errorNumber) + ".");
}

/// pread of exactly `size` bytes; a file that has become shorter is an error, never a fault.
void readAt(int descriptor, const std::filesystem::path& path, std::uint64_t offset, char* into,
            std::size_t size)
{
    while (size > 0) {
        const ssize_t got = ::pread(descriptor, into, size, static_cast<off_t>(offset));
        if (got < 0) {
            if (errno == EINTR)
                continue;
            failRead(path, errno);
        }
        if (got == 0)
            throw Error(path.string() + " ended while it was read.",
                        "Leave the file alone while it is in use.");
        into += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
}

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

std::uint64_t regularFileSize(int descriptor, const std::filesystem::path& path)
{
    struct stat info = {};
    if (::fstat(descriptor, &info) != 0)
        failRead(path, errno);
    if (S_ISDIR(info.st_mode))
        throw Error(path.string() + " is a folder, not a file.", "Choose a file.");
    if (!S_ISREG(info.st_mode))
        throw Error(path.string() + " is not a regular file.", "Choose a file.");
    return static_cast<std::uint64_t>(info.st_size);
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

SafetensorsFile::SafetensorsFile(std::filesystem::path path, int descriptor)
    : m_path(std::move(path))
    , m_descriptor(descriptor)
{
}

SafetensorsFile::~SafetensorsFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

SafetensorsFile::SafetensorsFile(SafetensorsFile&& other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_tensors(std::move(other.m_tensors))
    , m_byName(std::move(other.m_byName))
    , m_metadata(std::move(other.m_metadata))
{
}

SafetensorsFile& SafetensorsFile::operator=(SafetensorsFile&& other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_tensors, other.m_tensors);
    std::swap(m_byName, other.m_byName);
    std::swap(m_metadata, other.m_metadata);
    return *this;
}

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& path)
{
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    SafetensorsFile file(path, ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.m_descriptor < 0)
        throw Error("Cannot open " + path.string() + ": " + systemErrorText(errno) + ".");
    const std::uint64_t size = regularFileSize(file.m_descriptor, path);
    if (size < kSafetensorsPrefix)
        throw Error(path.string() + " has " + std::to_string(size) + " bytes and is no safetensors file.",
                    "Choose a model's model.safetensors.");

    std::array<char, kSafetensorsPrefix> prefix{};
    readAt(file.m_descriptor, path, 0, prefix.data(), prefix.size());
    const auto headerSize = std::bit_cast<std::uint64_t>(prefix);
    if (headerSize > kSafetensorsHeaderLimit)
        throw Error(path.string() + " is not a safetensors file: it begins with a header length of " +
                        std::to_string(headerSize) + " bytes.",
                    "Choose a model's model.safetensors.");
    if (headerSize > size - kSafetensorsPrefix)
        throw Error(path.string() + " ends after " + std::to_string(size) + " bytes, inside its header.",
                    "It was cut short; copy it again.");

    std::string json(static_cast<std::size_t>(headerSize), '\0');
    readAt(file.m_descriptor, path, kSafetensorsPrefix, json.data(), json.size());
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
        throw Error(m_path.string() + " has no tensor \"" + std::string(name) + "\".");
    if (tensor->elements() != values.size())
        throw Error(m_path.string() + ": tensor \"" + tensor->name + "\" has " +
                    std::to_string(tensor->elements()) + " values, not " + std::to_string(values.size()) +
                    ".");

    const std::size_t width = byteSize(tensor->type);
    std::vector<char> chunk(std::min(kChunkBytes, static_cast<std::size_t>(tensor->bytes())));
    std::uint64_t offset = tensor->begin;
    while (!values.empty()) {
        const std::span<float> part = values.first(std::min(values.size(), chunk.size() / width));
        readAt(m_descriptor, m_path, offset, chunk.data(), part.size() * width);
        convertChunk(tensor->type, chunk.data(), part);
        offset += part.size() * width;
        values = values.subspan(part.size());
    }
}

} // namespace rw
