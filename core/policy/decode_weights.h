#pragma once

#include "core/policy/packed_linear.h"
#include "core/policy/transformer.h"
#include "core/policy/weight_layout.h"

#include <span>
#include <vector>

namespace rw {

/// A norm as decoding applies it. Without weights: the model has none there.
struct DecodeNorm
{
    std::vector<float> weight; ///< what the config adds to it included
    std::vector<float> bias;   ///< empty: none

    [[nodiscard]] bool present() const { return !weight.empty(); }
};

/// The weights of one layer as decoding reads them: products of the same input are one matrix.
struct DecodeLayer
{
    DecodeNorm inputNorm;
    PackedLinear queryKeyValue; ///< outputs: query heads, key heads, value heads
    DecodeNorm queryNorm;       ///< of each head
    DecodeNorm keyNorm;
    PackedLinear output;
    DecodeNorm outputNorm;
    DecodeNorm feedForwardNorm;
    PackedLinear gateUp; ///< outputs: gate, then up; up alone where nothing is gated
    PackedLinear down;
    DecodeNorm feedForwardOutputNorm;
};

/// A copy of a model's weights on the CPU, packed for products with few rows.
class DecodeWeights
{
public:
    explicit DecodeWeights(const ModelConfig& config);

    /// Copies the weights of `model`, which must have the config given above.
    void load(const Transformer& model);

    [[nodiscard]] const std::vector<DecodeLayer>& layers() const { return m_layers; }
    [[nodiscard]] const DecodeNorm& finalNorm() const { return m_finalNorm; }
    [[nodiscard]] const PackedLinear& head() const { return m_head; }
    /// Number of matrix weights that a step reads.
    [[nodiscard]] std::size_t size() const;
    /// Memory of the matrices and of the embeddings that are held beside them.
    [[nodiscard]] std::size_t bytes() const;
    /// Writes what the first layer is given for `token` at `position`.
    void embed(std::int32_t token, std::size_t position, std::span<float> row) const;

private:
    void loadLayer(std::size_t index, const WeightView& weights);

    ModelConfig m_config;
    std::vector<DecodeLayer> m_layers;
    DecodeNorm m_finalNorm;
    PackedLinear m_head;
    FloatBuffer m_embedding; ///< [vocab, hidden]; empty where the head is tied to it
    FloatBuffer m_positions; ///< [maxPositions, hidden]; empty where positions are not learned
};

/// Memory that DecodeWeights of a model take once they are loaded; none is taken by asking.
std::size_t packedWeightBytes(const ModelConfig& config);

} // namespace rw
