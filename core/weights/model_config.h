#pragma once

#include "core/base/strict_json.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rw {

/// The shape of a Llama-architecture decoder, as Hugging Face's config.json and generation_config.json give
/// it.
struct ModelConfig
{
    std::string architecture = "LlamaForCausalLM";
    int hiddenSize = 0;
    int intermediateSize = 0; ///< inner width of the SwiGLU
    int layers = 0;
    int heads = 0;   ///< query heads
    int kvHeads = 0; ///< divides `heads`
    int headDim = 0; ///< even
    int vocabSize = 0;
    int maxPositions = 0; ///< longest context, in tokens
    double rmsNormEps = 1e-5;
    double ropeTheta = 10000.0;
    bool tieWordEmbeddings = false;
    std::vector<std::int32_t> stopIds; ///< tokens that end an answer
    std::optional<std::int32_t> padId;
    std::optional<std::int32_t> bosId;

    bool operator==(const ModelConfig&) const = default;
};

/// Reads config.json and, where present, generation_config.json of a model directory. Old and new spellings
/// of transformers are understood.
/// @throws Error naming the file, the key and the range, or the part that is not supported.
ModelConfig readModelConfig(const std::filesystem::path& modelDirectory);

/// Checks ranges and what must divide what. @param what names the config in messages.
void checkModelConfig(const ModelConfig& config, std::string_view what);

/// What config.json and generation_config.json hold for transformers to open the model.
Json toJson(const ModelConfig& config);
Json toGenerationJson(const ModelConfig& config);

/// Writes config.json and generation_config.json into `modelDirectory`. @throws Error naming the file.
void writeModelConfig(const ModelConfig& config, const std::filesystem::path& modelDirectory);

/// A weight that a config implies: its Hugging Face name and shape, matrices [out, in].
struct TensorSpec
{
    std::string name;
    std::vector<std::int64_t> shape;

    bool operator==(const TensorSpec&) const = default;
};

/// Embedding, the nine weights of each layer, final norm, and the head where it is not tied.
std::vector<TensorSpec> expectedTensors(const ModelConfig& config);

/// Number of weights; a tied head counts once.
std::int64_t parameterCount(const ModelConfig& config);

} // namespace rw
