#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/weights/tensor_source.h"

#include <algorithm>
#include <map>
#include <set>

namespace rw {

namespace {

constexpr const char* kSingle = "model.safetensors";
constexpr const char* kIndex = "model.safetensors.index.json";
constexpr std::size_t kIndexLimit = std::size_t{64} << 20U;
constexpr std::size_t kMostShards = 1024;

/// Values of one row: of a vector, all of it.
std::uint64_t rowValues(const TensorInfo& tensor)
{
    return tensor.shape.empty() ? 1 : static_cast<std::uint64_t>(tensor.shape.back());
}

class SafetensorsSource : public TensorSource
{
public:
    explicit SafetensorsSource(std::vector<SafetensorsFile> files)
        : m_files(std::move(files))
    {
        for (std::size_t i = 0; i < m_files.size(); ++i) {
            for (const TensorInfo& tensor : m_files[i].tensors()) {
                if (!m_fileOf.emplace(tensor.name, i).second)
                    throw Error(m_files[i].path().string() + " has the tensor \"" + tensor.name +
                                    "\", which another file of the model has too.",
                                "Fetch the model again.");
            }
        }
    }

    [[nodiscard]] std::vector<StoredTensor> tensors() const override
    {
        std::vector<StoredTensor> tensors;
        for (const SafetensorsFile& file : m_files) {
            for (const TensorInfo& tensor : file.tensors())
                tensors.push_back({tensor.name, tensor.dtypeName(), tensor.shape, tensor.bytes()});
        }
        return tensors;
    }

    void readRows(std::string_view name, std::int64_t firstRow, std::span<float> values) const override
    {
        const SafetensorsFile& file = at(name);
        const TensorInfo& tensor = *file.find(name);
        file.readFloats(tensor, static_cast<std::uint64_t>(firstRow) * rowValues(tensor), values);
    }

    [[nodiscard]] std::string fileOf(std::string_view name) const override
    {
        return at(name).path().string();
    }

    [[nodiscard]] bool has(std::string_view name, const std::filesystem::path& file) const
    {
        const auto found = m_fileOf.find(name);
        return found != m_fileOf.end() && m_files[found->second].path() == file;
    }

private:
    [[nodiscard]] const SafetensorsFile& at(std::string_view name) const
    {
        return m_files[m_fileOf.find(name)->second];
    }

    std::vector<SafetensorsFile> m_files;
    std::map<std::string, std::size_t, std::less<>> m_fileOf; ///< by tensor
};

std::string lowerCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// A name and no way out of the folder.
bool isPlainName(const std::string& name)
{
    constexpr std::string_view kSuffix = ".safetensors";
    return name.size() > kSuffix.size() && name.ends_with(kSuffix) && name.front() != '.' &&
           name.find_first_of(std::string_view("/\\:\0", 4)) == std::string::npos;
}

/// The index: which shard holds a tensor.
std::map<std::string, std::string> readWeightMap(const std::filesystem::path& path)
{
    const Json json = readJsonFile(path, {.bytes = kIndexLimit, .depth = 4});
    const std::string what = path.string();
    if (!json.is_object() || !json.contains("weight_map") || !json["weight_map"].is_object() ||
        json["weight_map"].empty())
        throw Error(what + " has no \"weight_map\" that says which file holds each tensor.",
                    "Fetch the model again.");
    std::map<std::string, std::string> shardOf;
    for (const auto& [tensor, shard] : json["weight_map"].items()) {
        if (!shard.is_string() || !isPlainName(shard.get_ref<const std::string&>()))
            throw Error(what + " puts the tensor \"" + tensor.substr(0, 80) + "\" into " +
                            jsonLine(shard).substr(0, 80) + ", which is no plain name of a safetensors file.",
                        "Fetch the model from a source you trust.");
        shardOf.emplace(tensor, shard.get<std::string>());
    }
    return shardOf;
}

std::set<std::string> shardNames(const std::map<std::string, std::string>& shardOf, const std::string& what)
{
    std::set<std::string> names, lowered;
    for (const auto& [tensor, shard] : shardOf) {
        if (names.insert(shard).second && !lowered.insert(lowerCase(shard)).second)
            throw Error(what + " names two files that differ in case alone: \"" + shard.substr(0, 80) + "\".",
                        "Fetch the model again.");
    }
    if (names.size() > kMostShards)
        throw Error(what + " names more than " + std::to_string(kMostShards) + " files.");
    return names;
}

std::unique_ptr<TensorSource> openShards(const std::filesystem::path& directory)
{
    const std::filesystem::path index = directory / kIndex;
    const auto shardOf = readWeightMap(index);
    std::vector<SafetensorsFile> files;
    for (const std::string& name : shardNames(shardOf, index.string()))
        files.push_back(SafetensorsFile::open(directory / name));
    auto source = std::make_unique<SafetensorsSource>(std::move(files));
    for (const auto& [tensor, shard] : shardOf) {
        if (!source->has(tensor, directory / shard))
            throw Error(index.string() + " puts the tensor \"" + tensor + "\" into " + shard +
                            ", which does not hold it.",
                        "Fetch the model again.");
    }
    return source;
}

} // namespace

std::unique_ptr<TensorSource> openSafetensors(const std::filesystem::path& directory)
{
    std::error_code ignored;
    if (std::filesystem::exists(directory / kSingle, ignored)) {
        std::vector<SafetensorsFile> files;
        files.push_back(SafetensorsFile::open(directory / kSingle));
        return std::make_unique<SafetensorsSource>(std::move(files));
    }
    if (std::filesystem::exists(directory / kIndex, ignored))
        return openShards(directory);
    if (std::filesystem::exists(directory / "pytorch_model.bin", ignored))
        throw Error(directory.string() + " has its weights in pytorch_model.bin, which may run programs when "
                                         "it is read and is therefore not.",
                    "Save the model as model.safetensors.");
    throw Error(directory.string() + " is not a complete model directory: it has no model.safetensors.",
                "Copy the missing file there, or choose another folder.");
}

} // namespace rw
