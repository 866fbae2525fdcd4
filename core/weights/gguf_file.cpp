#include "core/weights/gguf_file.h"

#include "core/base/error.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace rw {

namespace {

constexpr std::int64_t kMostParts = 1024;
constexpr std::string_view kNumber = "00000";
constexpr std::string_view kOf = "-of-";
constexpr std::string_view kSuffix = ".gguf";

std::string fiveDigits(std::int64_t number)
{
    std::string digits = std::to_string(number);
    return std::string(kNumber.substr(std::min(digits.size(), kNumber.size()))) + digits;
}

/// "-00002-of-00003.gguf"
std::string partEnding(std::int64_t part, std::int64_t count)
{
    return "-" + fiveDigits(part) + std::string(kOf) + fiveDigits(count) + std::string(kSuffix);
}

/// What the names of all parts begin with, from the name of part `number` (counted from 1).
std::string partPrefix(const std::filesystem::path& path, std::int64_t number, std::int64_t count)
{
    const std::string name = path.filename().string();
    const std::string ending = partEnding(number, count);
    if (!name.ends_with(ending))
        throw Error(path.string() + " is part " + std::to_string(number) + " of " + std::to_string(count) +
                        " of a split model, but its name does not end in \"" + ending + "\".",
                    "Give the parts their original names.");
    return name.substr(0, name.size() - ending.size());
}

std::int64_t splitCount(const GgufMetadata& metadata)
{
    const std::int64_t count = metadata.integer("split.count").value_or(1);
    if (count < 0 || count > kMostParts)
        throw Error(metadata.what() + " says that it is one of " + std::to_string(count) +
                        " parts; at most " + std::to_string(kMostParts) + " are read.",
                    "Fetch the file again.");
    return std::max<std::int64_t>(count, 1);
}

/// Counted from 1.
std::int64_t partNumber(const GgufMetadata& metadata, std::int64_t count)
{
    const std::int64_t number = metadata.integer("split.no").value_or(0);
    if (number < 0 || number >= count)
        throw Error(metadata.what() + " says that it is part " + std::to_string(number) + " (from 0) of " +
                        std::to_string(count) + ".",
                    "Fetch the file again.");
    return number + 1;
}

} // namespace

GgufFile GgufFile::open(const std::filesystem::path& path)
{
    GgufFile model;
    model.m_path = path;
    std::filesystem::path firstPath = path;
    RegularFile file(path);
    GgufHeader header = readGgufHeader(file);
    const std::int64_t count = splitCount(header.metadata);
    const std::int64_t number = partNumber(header.metadata, count);
    if (number != 1) {
        firstPath.replace_filename(partPrefix(path, number, count) + partEnding(1, count));
        file = RegularFile(firstPath);
        header = readGgufHeader(file);
        if (splitCount(header.metadata) != count || partNumber(header.metadata, count) != 1)
            throw Error(firstPath.string() + " is not the first of the " + std::to_string(count) +
                            " parts that " + path.string() + " belongs to.",
                        "Fetch all parts again.");
    }
    model.m_version = header.version;
    model.m_metadata = std::move(header.metadata);
    model.addPart(std::move(file), std::move(header.tensors));
    if (count > 1)
        model.addOtherParts(count);
    return model;
}

void GgufFile::addPart(RegularFile file, std::vector<GgufTensor> tensors)
{
    for (GgufTensor& tensor : tensors) {
        tensor.part = m_parts.size();
        if (!m_byName.emplace(tensor.name, m_tensors.size()).second)
            throw Error(file.path().string() + " has the tensor \"" + tensor.name +
                            "\", which another part has too.",
                        "Fetch all parts again.");
        m_tensors.push_back(std::move(tensor));
    }
    m_parts.push_back(std::move(file));
}

void GgufFile::addOtherParts(std::int64_t count)
{
    const std::filesystem::path first = m_parts.front().path();
    const std::string prefix = partPrefix(first, 1, count);
    for (std::int64_t number = 2; number <= count; ++number) {
        std::filesystem::path path = first;
        RegularFile file(path.replace_filename(prefix + partEnding(number, count)));
        GgufHeader header = readGgufHeader(file);
        if (splitCount(header.metadata) != count || partNumber(header.metadata, count) != number)
            throw Error(path.string() + " is not part " + std::to_string(number) + " of " +
                            std::to_string(count) + ", as its name says.",
                        "Fetch all parts again.");
        addPart(std::move(file), std::move(header.tensors));
    }
    const auto promised = m_metadata.integer("split.tensors.count");
    if (promised && *promised != static_cast<std::int64_t>(m_tensors.size()))
        throw Error(first.string() + " promises " + std::to_string(*promised) +
                        " tensors in all parts, but they have " + std::to_string(m_tensors.size()) + ".",
                    "Fetch all parts again.");
}

const GgufTensor* GgufFile::find(std::string_view name) const
{
    const auto found = m_byName.find(name);
    return found == m_byName.end() ? nullptr : &m_tensors[found->second];
}

std::uint64_t GgufFile::bytes() const
{
    return std::accumulate(m_parts.begin(), m_parts.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const RegularFile& part) { return sum + part.size(); });
}

void GgufFile::readBytes(const GgufTensor& tensor, std::uint64_t offset, std::span<char> into) const
{
    assert(offset <= tensor.bytes && into.size() <= tensor.bytes - offset);
    m_parts[tensor.part].readAt(tensor.begin + offset, into);
}

} // namespace rw
