#pragma once

#include "core/policy/decode_weights.h"
#include "core/policy/kv_cache.h"
#include "core/policy/rope.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rw {

/// A token to run through the model: it writes its keys and values into `sequence` at `index` and sees
/// `prefix` and what stands in `sequence` up to itself.
struct DecodeRow
{
    std::int32_t token = 0;
    std::size_t position = 0;           ///< in the whole text, for the rotation
    const KvSequence* prefix = nullptr; ///< shared with other rows and read only; null: none
    KvSequence* sequence = nullptr;     ///< holds room for `index`
    std::size_t index = 0;
};

/// The forward pass of decoding on the CPU, over rows that are independent but for what they see.
///
/// Row-exact: what comes out for a row has the same bits whatever other rows are given. Runs on LibTorch's
/// threads; used by one thread at a time.
class RowDecoder
{
public:
    explicit RowDecoder(const ModelConfig& config);

    void loadWeights(const Transformer& model);

    /// Runs rows of prompts through all layers: rows may see what others of the batch write.
    void runPrompts(std::span<const DecodeRow> rows);
    /// Logits that follow one row of the last runPrompts(). @param logits [vocab]
    void readLogits(std::size_t row, float* logits);

    /// Runs rows of different answers, none of which sees what another writes.
    /// @param logits that follow each row, [rows, vocab]
    void runAnswers(std::span<const DecodeRow> rows, float* logits);

private:
    /// What one thread needs for attention.
    struct Scratch
    {
        std::vector<BlockView> blocks;
        std::vector<float> scores;
    };

    void start(std::span<const DecodeRow> rows);
    void project(std::size_t layer, std::size_t begin, std::size_t end);
    [[nodiscard]] float* projectedRow(std::size_t layer, std::size_t row);
    void turnAndStore(std::size_t layer, const DecodeRow& row, float* projected) const;
    template <class Prepare>
    void attend(std::size_t layer, std::span<const DecodeRow> rows, std::size_t begin, std::size_t end,
                const Prepare& prepare);
    void attendRow(std::size_t layer, const DecodeRow& row, const float* query, float* mixed,
                   Scratch& scratch) const;
    void feedForward(std::size_t layer, std::size_t begin, std::size_t end);
    void predict(std::size_t begin, std::size_t end, float* logits);
    void norm(const DecodeNorm& weights, const float* x, std::size_t size, float* y) const;
    void normRows(const DecodeNorm& weights, std::size_t begin, std::size_t end);
    void addToResidual(const PackedLinear& matrix, const DecodeNorm& norm, const float* x,
                       std::size_t xStride, std::size_t begin, std::size_t end);
    void turnHeads(const DecodeNorm& norm, const float* cos, const float* sin, float scale,
                   std::span<float> heads) const;
    void activate(float* row) const;

    ModelConfig m_config;
    DecodeWeights m_weights;
    PerKind<RopeAngles> m_angles; ///< grow with the longest position seen
    std::size_t m_positions = 0;
    float m_attentionScale;
    std::size_t m_hidden;
    std::size_t m_queryWidth;
    std::size_t m_keyValueWidth;
    std::size_t m_inner;

    std::vector<Scratch> m_scratch; ///< one a thread
    // Activations of the rows in flight, row-major.
    std::vector<float> m_residual;  ///< [rows, hidden]
    std::vector<float> m_normed;    ///< [rows, hidden]
    std::vector<float> m_projected; ///< [rows, query + 2 keyValue]
    std::vector<float> m_mixed;     ///< [rows, query]
    std::vector<float> m_gateUp;    ///< [rows, 2 inner]; what goes on takes gate's place. [rows, inner] where
                                    ///< nothing is gated
};

} // namespace rw
