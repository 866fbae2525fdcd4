#pragma once

#include "core/weights/model_config.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// What a weight of the decoder is for. Those between InputNorm and FeedForwardOutputNorm occur once a
/// layer.
enum class WeightRole {
    TokenEmbedding,
    PositionEmbedding,
    InputNorm,
    InputNormBias,
    Query,
    QueryBias,
    Key,
    KeyBias,
    Value,
    ValueBias,
    QueryNorm,
    KeyNorm,
    AttentionOutput,
    AttentionOutputBias,
    AttentionOutputNorm,
    FeedForwardNorm,
    FeedForwardNormBias,
    Gate,
    GateBias,
    Up,
    UpBias,
    Down,
    DownBias,
    FeedForwardOutputNorm,
    FinalNorm,
    FinalNormBias,
    Head,
};
inline constexpr std::size_t kWeightRoles = static_cast<std::size_t>(WeightRole::Head) + 1;

/// A weight that a config implies, as the transformer holds it: one matrix a projection, [out, in], whatever
/// the files of its architecture look like.
struct WeightSpec
{
    WeightRole role = WeightRole::TokenEmbedding;
    int layer = -1; ///< -1: not of a layer
    /// Our name for it, that of Llama's files where those have it: "model.layers.0.self_attn.q_proj.weight".
    std::string name;
    std::vector<std::int64_t> shape;

    [[nodiscard]] std::int64_t elements() const;
    bool operator==(const WeightSpec&) const = default;
};

/// Every weight of a decoder, in the order in which Transformer holds them: embeddings, each layer's in the
/// order of WeightRole, final norm, and the head where it is not tied.
std::vector<WeightSpec> decoderWeights(const ModelConfig& config);

/// Number of weights; a tied head counts once.
std::int64_t parameterCount(const ModelConfig& config);

/// Whether its product is added to the residual stream.
bool addsToResidual(WeightRole role);

/// Whether it is one of a layer's matrices, or what is added to its product.
bool isProjection(WeightRole role);
/// Whether it scales what a norm has made even.
bool isNormScale(WeightRole role);
/// Whether it is added to the product of a matrix or to what a norm has scaled.
bool isBias(WeightRole role);

} // namespace rw
