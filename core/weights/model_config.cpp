#include "core/weights/model_config.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"

#include <cmath>

namespace rw {

namespace {

constexpr std::string_view kLlama = "LlamaForCausalLM";
constexpr std::int64_t kMaxWidth = 1 << 20;
constexpr std::int64_t kMaxLayers = 512;
constexpr std::int64_t kMaxHeads = 1024;
constexpr std::int64_t kMaxHeadDim = 512;
constexpr std::int64_t kMaxVocabulary = 1 << 22;
constexpr std::int64_t kMaxPositions = 1 << 24;
constexpr std::size_t kMaxStopIds = 64;

[[noreturn]] void refuse(const std::string& what, const std::string& part)
{
    throw Error(what + ": " + part + " is not supported.", "Llama models without it are.");
}

const Json& part(const Json& object, const char* key)
{
    static const Json kNothing;
    const auto found = object.find(key);
    return found == object.end() ? kNothing : *found;
}

std::string shortText(const Json& value)
{
    return jsonLine(value).substr(0, 80);
}

std::string readArchitecture(const Json& json, const std::string& what)
{
    const Json& list = part(json, "architectures");
    if (!list.is_array() || list.size() != 1 || !list[0].is_string())
        throw Error(what + " names no architecture: \"architectures\" must be a list of one name.",
                    "Take the config.json that belongs to the model.");
    if (list[0] != kLlama)
        throw Error(what + ": the architecture " + shortText(list[0]) + " is not supported.",
                    "Use a model of " + std::string(kLlama) + ".");
    return list[0].get<std::string>();
}

/// Old spelling: rope_theta and rope_scaling. New: both in rope_parameters.
double readRopeTheta(const Json& json, const std::string& what)
{
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        const Json& rope = part(json, key);
        if (rope.is_null())
            continue;
        if (!rope.is_object())
            throw Error(what + ": \"" + key + "\" must be an object.");
        for (const char* kind : {"rope_type", "type"}) {
            const std::string name = jsonString(rope, kind, what, "default");
            if (name != "default")
                refuse(what, "the RoPE scaling \"" + name.substr(0, 40) + "\"");
        }
    }
    const double fallback = jsonNumber(json, "rope_theta", what, 10000.0);
    const Json& rope = part(json, "rope_parameters");
    return rope.is_object() ? jsonNumber(rope, "rope_theta", what, fallback) : fallback;
}

void refuseVariants(const Json& json, const std::string& what)
{
    const std::string activation = jsonString(json, "hidden_act", what, "silu");
    if (activation != "silu" && activation != "swish")
        refuse(what, "the activation \"" + activation.substr(0, 40) + "\"");
    for (const char* key : {"attention_bias", "mlp_bias"}) {
        if (jsonBool(json, key, what, false))
            refuse(what, std::string("\"") + key + "\"");
    }
    for (const char* key : {"quantization_config", "sliding_window"}) {
        if (!part(json, key).is_null())
            refuse(what, std::string("\"") + key + "\"");
    }
    if (jsonNumber(json, "partial_rotary_factor", what, 1.0) != 1.0)
        refuse(what, "\"partial_rotary_factor\"");
}

std::vector<std::int32_t> readIds(const Json& json, const char* key, const std::string& what)
{
    const Json& value = part(json, key);
    if (value.is_null())
        return {};
    const Json list = value.is_array() ? value : Json::array({value});
    if (list.size() > kMaxStopIds)
        throw Error(what + ": \"" + key + "\" lists more than " + std::to_string(kMaxStopIds) + " tokens.");
    std::vector<std::int32_t> ids;
    for (const Json& id : list)
        ids.push_back(
            static_cast<std::int32_t>(jsonInteger(Json{{key, id}}, key, what, 0, kMaxVocabulary - 1)));
    return ids;
}

std::optional<std::int32_t> readId(const Json& json, const char* key, const std::string& what)
{
    const auto id = jsonInteger(json, key, what, -1, kMaxVocabulary - 1, -1);
    return id < 0 ? std::nullopt : std::optional(static_cast<std::int32_t>(id));
}

void readGeneration(const std::filesystem::path& path, ModelConfig& config)
{
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        return;
    const Json json = readJsonFile(path);
    const std::string what = path.string();
    if (!json.is_object())
        throw Error(what + " is not a JSON object.");
    if (const auto ids = readIds(json, "eos_token_id", what); !ids.empty())
        config.stopIds = ids;
    if (const auto id = readId(json, "pad_token_id", what))
        config.padId = id;
    if (const auto id = readId(json, "bos_token_id", what))
        config.bosId = id;
}

Json idOrNull(const std::optional<std::int32_t>& id)
{
    return id ? Json(*id) : Json();
}

void addTokenIds(Json& json, const ModelConfig& config)
{
    json["bos_token_id"] = idOrNull(config.bosId);
    json["pad_token_id"] = idOrNull(config.padId);
    json["eos_token_id"] = config.stopIds.empty()       ? Json()
                           : config.stopIds.size() == 1 ? Json(config.stopIds.front())
                                                        : Json(config.stopIds);
}

} // namespace

double ModelConfig::queryScale() const
{
    return attentionScale > 0.0 ? attentionScale : 1.0 / std::sqrt(static_cast<double>(headDim));
}

bool ModelConfig::isSliding(int layer) const
{
    const auto index = static_cast<std::size_t>(layer);
    return slidingWindow > 0 && index < slidingLayers.size() && slidingLayers[index];
}

ModelConfig readModelConfig(const std::filesystem::path& modelDirectory)
{
    const std::filesystem::path path = modelDirectory / "config.json";
    const Json json = readJsonFile(path);
    const std::string what = path.string();
    if (!json.is_object())
        throw Error(what + " is not a JSON object.", "Take the config.json that belongs to the model.");

    ModelConfig config;
    config.architecture = readArchitecture(json, what);
    refuseVariants(json, what);
    const auto size = [&](const char* key, std::int64_t high) {
        return static_cast<int>(jsonInteger(json, key, what, 1, high));
    };
    config.hiddenSize = size("hidden_size", kMaxWidth);
    config.intermediateSize = size("intermediate_size", kMaxWidth);
    config.layers = size("num_hidden_layers", kMaxLayers);
    config.heads = size("num_attention_heads", kMaxHeads);
    config.kvHeads =
        static_cast<int>(jsonInteger(json, "num_key_value_heads", what, 1, kMaxHeads, config.heads));
    const int evenShare = config.hiddenSize / config.heads;
    config.headDim = static_cast<int>(jsonInteger(json, "head_dim", what, 1, kMaxHeadDim, evenShare));
    config.vocabSize = size("vocab_size", kMaxVocabulary);
    config.maxPositions =
        static_cast<int>(jsonInteger(json, "max_position_embeddings", what, 1, kMaxPositions, 2048));
    config.normEps = jsonNumber(json, "rms_norm_eps", what, 1e-6);
    config.ropeTheta = readRopeTheta(json, what);
    config.tieWordEmbeddings = jsonBool(json, "tie_word_embeddings", what, false);
    config.stopIds = readIds(json, "eos_token_id", what);
    config.padId = readId(json, "pad_token_id", what);
    config.bosId = readId(json, "bos_token_id", what);
    readGeneration(modelDirectory / "generation_config.json", config);
    checkModelConfig(config, what);
    return config;
}

void checkModelConfig(const ModelConfig& config, std::string_view what)
{
    const auto demand = [&](bool holds, const std::string& problem) {
        if (!holds)
            throw Error(std::string(what) + ": " + problem + ".");
    };
    const auto inRange = [&](const char* name, int value, std::int64_t high) {
        demand(value >= 1 && value <= high, std::string(name) + " is " + std::to_string(value) +
                                                "; it runs from 1 to " + std::to_string(high));
    };
    demand(config.architecture == kLlama, "the architecture " + config.architecture + " is not supported");
    inRange("hidden_size", config.hiddenSize, kMaxWidth);
    inRange("intermediate_size", config.intermediateSize, kMaxWidth);
    inRange("num_hidden_layers", config.layers, kMaxLayers);
    inRange("num_attention_heads", config.heads, kMaxHeads);
    inRange("num_key_value_heads", config.kvHeads, kMaxHeads);
    inRange("head_dim", config.headDim, kMaxHeadDim);
    inRange("vocab_size", config.vocabSize, kMaxVocabulary);
    inRange("max_position_embeddings", config.maxPositions, kMaxPositions);
    demand(config.heads % config.kvHeads == 0, std::to_string(config.heads) +
                                                   " attention heads do not divide among " +
                                                   std::to_string(config.kvHeads) + " key/value heads");
    demand(config.headDim % 2 == 0, "head_dim is " + std::to_string(config.headDim) + "; it must be even");
    demand(config.normEps > 0.0 && config.normEps < 1.0, "rms_norm_eps must lie between 0 and 1");
    demand(config.ropeTheta >= 1.0 && std::isfinite(config.ropeTheta), "rope_theta must be at least 1");
    const auto isToken = [&](std::int32_t id) { return id >= 0 && id < config.vocabSize; };
    for (const std::int32_t id : config.stopIds)
        demand(isToken(id), "the stop token " + std::to_string(id) + " is outside the vocabulary");
    demand(!config.padId || isToken(*config.padId), "the padding token is outside the vocabulary");
    demand(!config.bosId || isToken(*config.bosId), "the begin token is outside the vocabulary");
}

Json toJson(const ModelConfig& config)
{
    Json json{{"architectures", Json::array({config.architecture})},
              {"model_type", "llama"},
              {"hidden_size", config.hiddenSize},
              {"intermediate_size", config.intermediateSize},
              {"num_hidden_layers", config.layers},
              {"num_attention_heads", config.heads},
              {"num_key_value_heads", config.kvHeads},
              {"head_dim", config.headDim},
              {"vocab_size", config.vocabSize},
              {"max_position_embeddings", config.maxPositions},
              {"rms_norm_eps", config.normEps},
              {"rope_theta", config.ropeTheta},
              {"hidden_act", "silu"},
              {"attention_bias", false},
              {"mlp_bias", false},
              {"tie_word_embeddings", config.tieWordEmbeddings},
              {"torch_dtype", "float32"}};
    addTokenIds(json, config);
    return json;
}

Json toGenerationJson(const ModelConfig& config)
{
    Json json = Json::object();
    addTokenIds(json, config);
    return json;
}

void writeModelConfig(const ModelConfig& config, const std::filesystem::path& modelDirectory)
{
    writeFileAtomically(modelDirectory / "config.json", toJson(config).dump(2) + "\n");
    writeFileAtomically(modelDirectory / "generation_config.json", toGenerationJson(config).dump(2) + "\n");
}

} // namespace rw
