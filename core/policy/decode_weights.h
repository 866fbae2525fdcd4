#pragma once

#include "core/policy/packed_linear.h"
#include "core/policy/transformer.h"

#include <span>
#include <vector>

namespace rw {

/// The weights of one layer as decoding reads them: products of the same input are one matrix.
struct DecodeLayer
{
    std::vector<float> inputNorm;
    PackedLinear queryKeyValue; ///< outputs: query heads, key heads, value heads
    PackedLinear output;
    std::vector<float> feedForwardNorm;
    PackedLinear gateUp; ///< outputs: gate, then up
    PackedLinear down;
};

/// A copy of a model's weights on the CPU, packed for products with few rows.
class DecodeWeights
{
public:
    explicit DecodeWeights(const ModelConfig& config);

    /// Copies the weights of `model`, which must have the config given above.
    void load(const Transformer& model);

    [[nodiscard]] const std::vector<DecodeLayer>& layers() const { return m_layers; }
    [[nodiscard]] const std::vector<float>& finalNorm() const { return m_finalNorm; }
    [[nodiscard]] const PackedLinear& head() const { return m_head; }
    /// Number of matrix weights that a step reads.
    [[nodiscard]] std::size_t size() const;
    /// Copies the embedding of `token`.
    void readEmbedding(std::int32_t token, std::span<float> row) const;

private:
    ModelConfig m_config;
    std::vector<DecodeLayer> m_layers;
    std::vector<float> m_finalNorm;
    PackedLinear m_head;
    std::vector<float> m_embedding; ///< [vocab, hidden]; empty where the head is tied to it
};

} // namespace rw
