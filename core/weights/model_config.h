#pragma once

#include "core/base/strict_json.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rw {

/// Rms: x / sqrt(mean(x^2) + eps) * weight (Zhang and Sennrich, 2019). Layer: mean and variance, with weight
/// and bias (Ba et al., 2016).
enum class NormKind { Rms, Layer };

/// What the inner width of the feed-forward part goes through. GeluTanh is GELU in its tanh form
/// (Hendrycks and Gimpel, 2016), "gelu_new" and "gelu_pytorch_tanh" in config files.
enum class Activation { Silu, GeluTanh };

/// Rotary: queries and keys are turned by their position. Learned: an embedding of the position is added to
/// that of the token, and nothing is turned.
enum class PositionKind { Rotary, Learned };

/// How the rotary frequencies of full-attention layers are stretched over a longer context.
struct RopeScaling
{
    /// Linear: every frequency over `factor`. Llama3: only the low ones, with a ramp between the bands.
    enum class Kind { None, Linear, Llama3 };

    Kind kind = Kind::None;
    double factor = 1.0;
    double lowFrequencyFactor = 1.0;  ///< Llama3
    double highFrequencyFactor = 4.0; ///< Llama3
    int originalPositions = 8192;     ///< Llama3: context before stretching, in tokens

    bool operator==(const RopeScaling&) const = default;
};

/// The shape of a decoder, and all in which one architecture differs from another, as data. Read from
/// Hugging Face's config.json and generation_config.json, or from the metadata of a GGUF file.
///
/// The defaults are those of Llama: a new architecture sets what it has of its own, and nothing asks for the
/// architecture by name but what reads and writes files.
struct ModelConfig
{
    std::string architecture = "LlamaForCausalLM"; ///< the class that transformers opens it with
    int hiddenSize = 0;
    int intermediateSize = 0; ///< inner width of the feed-forward part
    int layers = 0;
    int heads = 0;   ///< query heads
    int kvHeads = 0; ///< divides `heads`
    int headDim = 0; ///< even where positions are rotary
    int vocabSize = 0;
    int maxPositions = 0; ///< longest context, in tokens
    bool tieWordEmbeddings = false;

    NormKind norm = NormKind::Rms;
    double normEps = 1e-5;
    double normOffset = 0.0;   ///< added to the weight of every norm: 1 for Gemma's files
    bool queryKeyNorm = false; ///< each head of queries and keys is normed before it is turned
    bool outputNorms = false;  ///< what attention and feed-forward give is normed before it is added (Gemma)

    bool queryKeyValueBias = false;
    bool attentionOutputBias = false;
    bool feedForwardBias = false;
    bool gatedFeedForward = true; ///< down(act(gate) * up); false: down(act(up))
    Activation activation = Activation::Silu;

    PositionKind positions = PositionKind::Rotary;
    double ropeTheta = 10000.0;
    RopeScaling ropeScaling;

    double attentionScale = 0.0;  ///< what scores are multiplied by; 0: 1 / sqrt(headDim)
    double embeddingScale = 1.0;  ///< what token embeddings are multiplied by
    double finalLogitSoftcap = 0; ///< c: logits become c tanh(x / c); 0: none

    int slidingWindow = 0;           ///< tokens that a sliding layer sees, itself included; 0: no such layers
    std::vector<bool> slidingLayers; ///< by layer; empty: none
    double slidingRopeTheta = 10000.0; ///< of sliding layers; never scaled

    std::vector<std::int32_t> stopIds; ///< tokens that end an answer
    std::optional<std::int32_t> padId;
    std::optional<std::int32_t> bosId;

    [[nodiscard]] double queryScale() const;
    [[nodiscard]] bool isSliding(int layer) const;

    bool operator==(const ModelConfig&) const = default;
};

/// Reads config.json and, where present, generation_config.json of a model directory. Old and new spellings
/// of transformers are understood; where a key is absent, what transformers takes for it stands.
/// @throws Error naming the file, the key and the range, or the part that is not supported.
ModelConfig readModelConfig(const std::filesystem::path& modelDirectory);

/// The same from the content of a config.json. @param what names the file in messages.
ModelConfig parseModelConfig(const Json& json, const std::string& what);
/// Takes the token ids that a generation_config.json names.
void applyGenerationConfig(const Json& json, const std::string& what, ModelConfig& config);

/// Checks ranges and what must divide what. @param what names the config in messages.
void checkModelConfig(const ModelConfig& config, std::string_view what);

/// The type in which weights are saved.
enum class SavedType { F32, Bf16 };

/// What config.json and generation_config.json hold for transformers to open the model.
Json toJson(const ModelConfig& config, SavedType type = SavedType::F32);
Json toGenerationJson(const ModelConfig& config);

/// Writes config.json and generation_config.json into `modelDirectory`. @throws Error naming the file.
void writeModelConfig(const ModelConfig& config, const std::filesystem::path& modelDirectory,
                      SavedType type = SavedType::F32);

} // namespace rw
