#include "core/base/error.h"
#include "core/weights/architecture.h"
#include "core/weights/config_json.h"
#include "core/weights/model_limits.h"

#include <cmath>

namespace rw {

namespace {

const Architecture& readArchitecture(const ConfigJson& json)
{
    const Json& list = json.member("architectures");
    if (!list.is_array() || list.size() != 1 || !list[0].is_string())
        throw Error(json.what() + " names no architecture: \"architectures\" must be a list of one name.",
                    "Take the config.json that belongs to the model.");
    const auto& name = list[0].get_ref<const std::string&>();
    if (const Architecture* architecture = findArchitecture(name))
        return *architecture;
    throw Error(json.what() + ": the architecture " + jsonLine(list[0]).substr(0, 80) + " is not supported.",
                "Use a model of " + std::string(supportedArchitectures()) + ".");
}

void demandActivation(const ConfigJson& json, const char* key, std::string_view usual,
                      std::string_view otherName)
{
    const std::string activation = json.text(key, usual);
    if (activation != usual && activation != otherName)
        json.refuse("the activation \"" + activation.substr(0, 40) + "\"");
}

/// What a family's config class holds where a file has no such key.
struct FamilyDefaults
{
    std::optional<int> kvHeads = std::nullopt; ///< none: as many as query heads
    std::optional<int> headDim = std::nullopt; ///< none: an even share of the width
    int maxPositions = 2048;
    bool tied = false;
    std::optional<int> bosId = std::nullopt;
    std::optional<int> eosId = std::nullopt;
    std::optional<int> padId = std::nullopt;
};

void readTokens(const ConfigJson& json, const FamilyDefaults& defaults, ModelConfig& config)
{
    // A default that the vocabulary does not hold belongs to another vocabulary.
    const auto known = [&](std::optional<int> id) {
        return id && *id < config.vocabSize ? id : std::nullopt;
    };
    config.stopIds = json.ids("eos_token_id", known(defaults.eosId));
    config.padId = json.id("pad_token_id", known(defaults.padId));
    config.bosId = json.id("bos_token_id", known(defaults.bosId));
}

/// What Llama and its descendants spell alike.
void readCommon(const ConfigJson& json, const FamilyDefaults& defaults, ModelConfig& config)
{
    config.hiddenSize = json.size("hidden_size", ModelLimits::kWidth);
    config.intermediateSize = json.size("intermediate_size", ModelLimits::kWidth);
    config.layers = json.size("num_hidden_layers", ModelLimits::kLayers);
    config.heads = json.size("num_attention_heads", ModelLimits::kHeads);
    const bool stated = json.json().contains("num_key_value_heads");
    config.kvHeads = json.size("num_key_value_heads", ModelLimits::kHeads,
                               stated ? config.heads : defaults.kvHeads.value_or(config.heads));
    config.headDim = json.size("head_dim", ModelLimits::kHeadDim,
                               defaults.headDim.value_or(config.hiddenSize / config.heads));
    config.vocabSize = json.size("vocab_size", ModelLimits::kVocabulary);
    config.maxPositions =
        json.size("max_position_embeddings", ModelLimits::kPositions, defaults.maxPositions);
    config.normEps = json.number("rms_norm_eps", 1e-6);
    config.tieWordEmbeddings = json.flag("tie_word_embeddings", defaults.tied);
    readTokens(json, defaults, config);
}

void readAttentionBias(const ConfigJson& json, ModelConfig& config)
{
    config.queryKeyValueBias = json.flag("attention_bias", false);
    config.attentionOutputBias = config.queryKeyValueBias;
}

void readLlama(const ConfigJson& json, ModelConfig& config)
{
    demandActivation(json, "hidden_act", "silu", "swish");
    json.refuseWhereSet("sliding_window");
    json.refuseWhereTrue("rope_interleaved");
    readCommon(json, {.bosId = 1, .eosId = 2}, config);
    readAttentionBias(json, config);
    config.feedForwardBias = json.flag("mlp_bias", false);
    readRope(json, config);
}

void readQwen2(const ConfigJson& json, ModelConfig& config)
{
    demandActivation(json, "hidden_act", "silu", "swish");
    json.refuseWhereTrue("use_sliding_window");
    refuseOtherLayers(json);
    readCommon(json, {.kvHeads = 32, .maxPositions = 32768}, config);
    config.queryKeyValueBias = true;
    readRope(json, config);
}

void readQwen3(const ConfigJson& json, ModelConfig& config)
{
    demandActivation(json, "hidden_act", "silu", "swish");
    json.refuseWhereTrue("use_sliding_window");
    refuseOtherLayers(json);
    readCommon(json, {.kvHeads = 32, .headDim = 128, .maxPositions = 32768}, config);
    config.queryKeyNorm = true;
    readAttentionBias(json, config);
    readRope(json, config);
}

void readGemma3(const ConfigJson& json, ModelConfig& config)
{
    demandActivation(json, "hidden_activation", "gelu_pytorch_tanh", "gelu_new");
    json.refuseWhereTrue("use_bidirectional_attention");
    json.refuseWhereSet("attn_logit_softcapping");
    readCommon(json,
               {.kvHeads = 4,
                .headDim = 256,
                .maxPositions = 131072,
                .tied = true,
                .bosId = 2,
                .eosId = 1,
                .padId = 0},
               config);
    config.activation = Activation::GeluTanh;
    config.normOffset = 1.0;
    config.queryKeyNorm = true;
    config.outputNorms = true;
    config.embeddingScale = std::sqrt(static_cast<double>(config.hiddenSize));
    config.finalLogitSoftcap = json.number("final_logit_softcapping", 0.0);
    const double scalar = json.number("query_pre_attn_scalar", 256.0);
    if (!(scalar > 0.0))
        throw Error(json.what() + ": \"query_pre_attn_scalar\" must be positive.");
    config.attentionScale = scalar == config.headDim ? 0.0 : 1.0 / std::sqrt(scalar);
    readAttentionBias(json, config);
    readGemmaRope(json, config);
    readGemmaLayers(json, config);
}

void readGpt2(const ConfigJson& json, ModelConfig& config)
{
    demandActivation(json, "activation_function", "gelu_new", "gelu_pytorch_tanh");
    json.refuseWhereTrue("scale_attn_by_inverse_layer_idx");
    json.refuseWhereTrue("add_cross_attention");
    if (!json.flag("scale_attn_weights", true))
        json.refuse("\"scale_attn_weights\": false");
    config.hiddenSize = json.size("n_embd", ModelLimits::kWidth);
    config.layers = json.size("n_layer", ModelLimits::kLayers);
    config.heads = json.size("n_head", ModelLimits::kHeads);
    config.kvHeads = config.heads;
    config.headDim = config.hiddenSize / config.heads;
    config.intermediateSize = json.size("n_inner", ModelLimits::kWidth, 4 * config.hiddenSize);
    config.vocabSize = json.size("vocab_size", ModelLimits::kVocabulary);
    config.maxPositions = json.size("n_positions", ModelLimits::kPositions, 1024);
    config.tieWordEmbeddings = json.flag("tie_word_embeddings", true);
    config.norm = NormKind::Layer;
    config.normEps = json.number("layer_norm_epsilon", 1e-5);
    config.queryKeyValueBias = config.attentionOutputBias = config.feedForwardBias = true;
    config.gatedFeedForward = false;
    config.activation = Activation::GeluTanh;
    config.positions = PositionKind::Learned;
    readTokens(json, {.bosId = 50256, .eosId = 50256}, config);
}

void readFamily(ModelFamily family, const ConfigJson& json, ModelConfig& config)
{
    switch (family) {
    case ModelFamily::Llama:
        return readLlama(json, config);
    case ModelFamily::Qwen2:
        return readQwen2(json, config);
    case ModelFamily::Qwen3:
        return readQwen3(json, config);
    case ModelFamily::Gemma3:
        return readGemma3(json, config);
    case ModelFamily::Gpt2:
        return readGpt2(json, config);
    }
}

} // namespace

ModelConfig parseModelConfig(const Json& json, const std::string& what)
{
    if (!json.is_object())
        throw Error(what + " is not a JSON object.", "Take the config.json that belongs to the model.");
    const ConfigJson members(json, what);
    const Architecture& architecture = readArchitecture(members);
    members.refuseWhereSet("quantization_config");
    ModelConfig config;
    config.architecture = architecture.className;
    readFamily(architecture.family, members, config);
    checkModelConfig(config, what);
    return config;
}

void applyGenerationConfig(const Json& json, const std::string& what, ModelConfig& config)
{
    if (!json.is_object())
        throw Error(what + " is not a JSON object.");
    const ConfigJson members(json, what);
    if (const auto ids = members.ids("eos_token_id", std::nullopt); !ids.empty())
        config.stopIds = ids;
    if (const auto id = members.id("pad_token_id", std::nullopt))
        config.padId = id;
    if (const auto id = members.id("bos_token_id", std::nullopt))
        config.bosId = id;
    checkModelConfig(config, what);
}

ModelConfig readModelConfig(const std::filesystem::path& modelDirectory)
{
    const std::filesystem::path path = modelDirectory / "config.json";
    ModelConfig config = parseModelConfig(readJsonFile(path), path.string());
    const std::filesystem::path generation = modelDirectory / "generation_config.json";
    std::error_code ignored;
    if (std::filesystem::exists(generation, ignored))
        applyGenerationConfig(readJsonFile(generation), generation.string(), config);
    return config;
}

} // namespace rw
