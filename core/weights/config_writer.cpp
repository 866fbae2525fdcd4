#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/weights/architecture.h"
#include "core/weights/model_config.h"

#include <cmath>

namespace rw {

namespace {

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

/// Null where nothing is stretched.
Json scalingJson(const RopeScaling& scaling)
{
    switch (scaling.kind) {
    case RopeScaling::Kind::None:
        break;
    case RopeScaling::Kind::Linear:
        return {{"rope_type", "linear"}, {"factor", scaling.factor}};
    case RopeScaling::Kind::Llama3:
        return {{"rope_type", "llama3"},
                {"factor", scaling.factor},
                {"low_freq_factor", scaling.lowFrequencyFactor},
                {"high_freq_factor", scaling.highFrequencyFactor},
                {"original_max_position_embeddings", scaling.originalPositions}};
    }
    return {};
}

/// What Llama and its descendants spell alike; transformers 4 and 5 both read it.
void addCommon(Json& json, const ModelConfig& config)
{
    json["hidden_size"] = config.hiddenSize;
    json["intermediate_size"] = config.intermediateSize;
    json["num_hidden_layers"] = config.layers;
    json["num_attention_heads"] = config.heads;
    json["num_key_value_heads"] = config.kvHeads;
    json["head_dim"] = config.headDim;
    json["max_position_embeddings"] = config.maxPositions;
    json["rms_norm_eps"] = config.normEps;
    json["rope_theta"] = config.ropeTheta;
    json["rope_scaling"] = scalingJson(config.ropeScaling);
}

void addLlama(Json& json, const ModelConfig& config)
{
    addCommon(json, config);
    json["hidden_act"] = "silu";
    json["attention_bias"] = config.queryKeyValueBias;
    json["mlp_bias"] = config.feedForwardBias;
}

void addQwen2(Json& json, const ModelConfig& config)
{
    addCommon(json, config);
    json["hidden_act"] = "silu";
    json["use_sliding_window"] = false;
}

void addQwen3(Json& json, const ModelConfig& config)
{
    addQwen2(json, config);
    json["attention_bias"] = config.queryKeyValueBias;
}

/// The period of the layers with full attention, which older versions of transformers read; 0 where there is
/// none.
int fullPeriod(const ModelConfig& config)
{
    for (int period = 1; period <= config.layers + 1; ++period) {
        bool fits = true;
        for (int layer = 0; layer < config.layers; ++layer)
            fits = fits && config.isSliding(layer) == ((layer + 1) % period != 0);
        if (fits)
            return period;
    }
    return 0;
}

void addGemma3(Json& json, const ModelConfig& config)
{
    addCommon(json, config);
    json["hidden_activation"] = "gelu_pytorch_tanh";
    json["attention_bias"] = config.queryKeyValueBias;
    json["rope_local_base_freq"] = config.slidingRopeTheta;
    const double scale = config.queryScale();
    json["query_pre_attn_scalar"] = std::lround(1.0 / (scale * scale));
    json["final_logit_softcapping"] =
        config.finalLogitSoftcap > 0.0 ? Json(config.finalLogitSoftcap) : Json();
    json["attn_logit_softcapping"] = Json();
    json["sliding_window"] = config.slidingWindow;
    Json types = Json::array();
    for (int layer = 0; layer < config.layers; ++layer)
        types.push_back(config.isSliding(layer) ? "sliding_attention" : "full_attention");
    json["layer_types"] = types;
    if (const int period = fullPeriod(config); period > 0)
        json["sliding_window_pattern"] = period;
}

void addGpt2(Json& json, const ModelConfig& config)
{
    json["n_embd"] = config.hiddenSize;
    json["n_layer"] = config.layers;
    json["n_head"] = config.heads;
    json["n_inner"] =
        config.intermediateSize == 4 * config.hiddenSize ? Json() : Json(config.intermediateSize);
    json["n_positions"] = config.maxPositions;
    json["n_ctx"] = config.maxPositions;
    json["layer_norm_epsilon"] = config.normEps;
    json["activation_function"] = "gelu_new";
}

void addFamily(ModelFamily family, Json& json, const ModelConfig& config)
{
    switch (family) {
    case ModelFamily::Llama:
        return addLlama(json, config);
    case ModelFamily::Qwen2:
        return addQwen2(json, config);
    case ModelFamily::Qwen3:
        return addQwen3(json, config);
    case ModelFamily::Gemma3:
        return addGemma3(json, config);
    case ModelFamily::Gpt2:
        return addGpt2(json, config);
    }
}

} // namespace

Json toJson(const ModelConfig& config, SavedType type)
{
    const Architecture& architecture = architectureOf(config.architecture);
    Json json{{"architectures", Json::array({config.architecture})},
              {"model_type", architecture.modelType},
              {"vocab_size", config.vocabSize},
              {"tie_word_embeddings", config.tieWordEmbeddings},
              {"torch_dtype", type == SavedType::F32 ? "float32" : "bfloat16"}};
    addFamily(architecture.family, json, config);
    addTokenIds(json, config);
    return json;
}

Json toGenerationJson(const ModelConfig& config)
{
    Json json = Json::object();
    addTokenIds(json, config);
    return json;
}

void writeModelConfig(const ModelConfig& config, const std::filesystem::path& modelDirectory, SavedType type)
{
    if (parseModelConfig(toJson(config, type), "The config") != config)
        throw Error("The model has parts for which config.json of " + config.architecture + " has no keys.");
    writeFileAtomically(modelDirectory / "config.json", toJson(config, type).dump(2) + "\n");
    writeFileAtomically(modelDirectory / "generation_config.json", toGenerationJson(config).dump(2) + "\n");
}

} // namespace rw
