#include "core/weights/model_directory.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <set>

namespace rw {

namespace {

constexpr std::size_t kTextFileLimit = std::size_t{64} << 20U;
constexpr std::array<const char*, 2> kTextFiles{"tokenizer.json", "chat_template.jinja"};
constexpr const char* kTokenizerConfig = "tokenizer_config.json";

std::string shapeText(std::span<const std::int64_t> shape)
{
    std::string text = "[";
    for (const std::int64_t size : shape)
        text += (text.size() > 1 ? ", " : "") + std::to_string(size);
    return text + "]";
}

void demandFiles(const std::filesystem::path& directory)
{
    std::error_code problem;
    if (!std::filesystem::is_directory(directory, problem))
        throw Error(directory.string() + " is not a model directory: there is no such folder.",
                    "Choose a folder with config.json, model.safetensors and tokenizer.json.");
    for (const char* name : {"config.json", "model.safetensors", "tokenizer.json", "chat_template.jinja"}) {
        if (!std::filesystem::exists(directory / name, problem))
            throw Error(directory.string() + " is not a complete model directory: it has no " + name + ".",
                        "Copy the missing file there, or choose another folder.");
    }
}

/// Highest token id of a tokenizer.json. Only the ids are looked at; the tokenizer checks the rest.
std::int64_t highestTokenId(const std::filesystem::path& path)
{
    const Json json = readJsonFile(path, {.bytes = kTextFileLimit, .depth = 16});
    std::int64_t highest = -1;
    const auto see = [&](const Json& id) {
        if (id.is_number_unsigned() && id.get<std::uint64_t>() <= INT32_MAX)
            highest = std::max(highest, id.get<std::int64_t>());
    };
    const Json::json_pointer vocabulary("/model/vocab");
    const Json::json_pointer added("/added_tokens");
    if (json.contains(vocabulary) && json[vocabulary].is_object()) {
        for (const auto& entry : json[vocabulary].items())
            see(entry.value());
    }
    if (json.contains(added) && json[added].is_array()) {
        for (const Json& token : json[added]) {
            if (token.is_object() && token.contains("id"))
                see(token["id"]);
        }
    }
    return highest;
}

void copyTextFile(const std::filesystem::path& from, const std::filesystem::path& to)
{
    writeFileAtomically(to, readFile(from, kTextFileLimit));
}

} // namespace

ModelConfig checkModelDirectory(const std::filesystem::path& modelDirectory)
{
    demandFiles(modelDirectory);
    ModelConfig config = readModelConfig(modelDirectory);
    checkTensors(SafetensorsFile::open(modelDirectory / "model.safetensors"), config);
    const std::filesystem::path tokenizer = modelDirectory / "tokenizer.json";
    const std::int64_t highest = highestTokenId(tokenizer);
    if (highest >= config.vocabSize)
        throw Error(tokenizer.string() + " has a token of id " + std::to_string(highest) +
                        ", but the model's vocabulary holds " + std::to_string(config.vocabSize) + ".",
                    "Use the tokenizer.json that belongs to the model.");
    return config;
}

void checkTensors(const SafetensorsFile& file, const ModelConfig& config)
{
    const std::string what = file.path().string();
    std::set<std::string> expected;
    for (const WeightSpec& spec : decoderWeights(config)) {
        const TensorInfo* tensor = file.find(spec.name);
        if (tensor == nullptr)
            throw Error(what + " has no tensor \"" + spec.name + "\", which config.json implies.",
                        "Use the config.json and model.safetensors of one model.");
        if (tensor->shape != spec.shape)
            throw Error(what + ": tensor \"" + spec.name + "\" has the shape " + shapeText(tensor->shape) +
                            ", but config.json implies " + shapeText(spec.shape) + ".",
                        "Use the config.json and model.safetensors of one model.");
        expected.insert(spec.name);
    }
    for (const TensorInfo& tensor : file.tensors()) {
        if (!expected.contains(tensor.name))
            throw Error(what + " has the tensor \"" + tensor.name + "\", for which config.json has no place.",
                        "Use the config.json and model.safetensors of one model.");
    }
}

void copyTextFiles(const std::filesystem::path& from, const std::filesystem::path& to)
{
    for (const char* name : kTextFiles)
        copyTextFile(from / name, to / name);
    std::error_code ignored;
    if (std::filesystem::exists(from / kTokenizerConfig, ignored))
        copyTextFile(from / kTokenizerConfig, to / kTokenizerConfig);
}

} // namespace rw
