#include "core/policy/row_decoder.h"

#include "core/policy/parallel.h"
#include "core/policy/torch_compat.h"

#include <algorithm>

namespace rw {

namespace {

// With so many rows a thread, threads take rows; with fewer they share out the panels of each matrix, so that
// each weight is read from memory once.
constexpr std::size_t kRowsPerThread = 24;
// Weights that stay in the cache may be read by every thread: then a few rows are enough, and a step needs no
// meeting of threads between layers, which costs most where the machine is busy.
constexpr std::size_t kCachedWeights = std::size_t{4} << 20U;
constexpr std::size_t kCachedRowsPerThread = 4;
// Less work than this is not worth a thread.
constexpr std::size_t kMultiplicationsPerThread = std::size_t{1} << 19U;
constexpr std::size_t kActivationsPerThread = std::size_t{1} << 14U;
constexpr std::size_t kNormsPerThread = std::size_t{1} << 12U;

/// Calls `work` with slices of [0, rows), on threads where each gets `rowsPerThread`.
template <class Work>
void overRows(std::size_t rows, std::size_t rowsPerThread, const Work& work)
{
    if (rows >= rowsPerThread * static_cast<std::size_t>(at::get_num_threads()))
        parallelFor(rows, rowsPerThread, work);
    else
        work(std::size_t{0}, rows);
}

/// Smallest number of items worth a thread.
std::size_t grainFor(std::size_t workPerThread, std::size_t workPerItem)
{
    return workPerThread / (workPerItem + 1) + 1;
}

/// Rotates pairs (i, i + half) of one head.
void turn(float* head, const float* cos, const float* sin, std::size_t half, float scale)
{
    for (std::size_t i = 0; i < half; ++i) {
        const float first = head[i], second = head[half + i];
        head[i] = (first * cos[i] - second * sin[i]) * scale;
        head[half + i] = (second * cos[i] + first * sin[i]) * scale;
    }
}

void growTo(std::vector<float>& values, std::size_t size)
{
    if (values.size() < size)
        values.resize(size);
}

} // namespace

RowDecoder::RowDecoder(const ModelConfig& config)
    : m_config(config)
    , m_weights(config)
    , m_attentionScale(static_cast<float>(config.queryScale()))
    , m_hidden(static_cast<std::size_t>(config.hiddenSize))
    , m_queryWidth(static_cast<std::size_t>(config.heads) * static_cast<std::size_t>(config.headDim))
    , m_keyValueWidth(static_cast<std::size_t>(config.kvHeads) * static_cast<std::size_t>(config.headDim))
    , m_inner(static_cast<std::size_t>(config.intermediateSize))
{
}

void RowDecoder::loadWeights(const Transformer& model)
{
    m_weights.load(model);
}

/// Makes room for `rows` and looks up their embeddings.
void RowDecoder::start(std::span<const DecodeRow> rows)
{
    growTo(m_residual, rows.size() * m_hidden);
    growTo(m_normed, rows.size() * m_hidden);
    growTo(m_projected, rows.size() * (m_queryWidth + 2 * m_keyValueWidth));
    growTo(m_mixed, rows.size() * m_queryWidth);
    growTo(m_gateUp, rows.size() * 2 * m_inner);
    m_scratch.resize(static_cast<std::size_t>(at::get_num_threads()));

    std::size_t positions = 0;
    for (const DecodeRow& row : rows)
        positions = std::max(positions, row.position + 1);
    if (positions > m_positions) {
        m_positions = std::max(positions, 2 * m_positions);
        if (m_config.positions == PositionKind::Rotary)
            m_angles = PerKind<RopeAngles>(
                m_config, [&](LayerKind kind) { return ropeAngles(m_config, kind, m_positions); });
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        m_weights.embed(rows[i].token, rows[i].position, {m_residual.data() + i * m_hidden, m_hidden});
}

void RowDecoder::runPrompts(std::span<const DecodeRow> rows)
{
    start(rows);
    for (std::size_t layer = 0; layer < m_weights.layers().size(); ++layer) {
        // All keys and values of the layer are written before the first row looks at them.
        overRows(rows.size(), kRowsPerThread, [&](std::size_t begin, std::size_t end) {
            project(layer, begin, end);
            for (std::size_t i = begin; i < end; ++i)
                turnAndStore(layer, rows[i], projectedRow(layer, i));
        });
        overRows(rows.size(), kRowsPerThread, [&](std::size_t begin, std::size_t end) {
            attend(layer, rows, begin, end, [](std::size_t) {});
            feedForward(layer, begin, end);
        });
    }
}

void RowDecoder::readLogits(std::size_t row, float* logits)
{
    predict(row, row + 1, logits);
}

void RowDecoder::runAnswers(std::span<const DecodeRow> rows, float* logits)
{
    start(rows);
    const std::size_t layers = m_weights.layers().size();
    const auto runLayer = [&](std::size_t layer, std::size_t begin, std::size_t end) {
        project(layer, begin, end);
        attend(layer, rows, begin, end,
               [&](std::size_t i) { turnAndStore(layer, rows[i], projectedRow(layer, i)); });
        feedForward(layer, begin, end);
    };
    if (m_weights.size() <= kCachedWeights) {
        overRows(rows.size(), kCachedRowsPerThread, [&](std::size_t begin, std::size_t end) {
            for (std::size_t layer = 0; layer < layers; ++layer)
                runLayer(layer, begin, end);
            predict(begin, end, logits + begin * m_weights.head().outputs());
        });
        return;
    }
    for (std::size_t layer = 0; layer < layers; ++layer)
        overRows(rows.size(), kRowsPerThread,
                 [&](std::size_t begin, std::size_t end) { runLayer(layer, begin, end); });
    overRows(rows.size(), kRowsPerThread, [&](std::size_t begin, std::size_t end) {
        predict(begin, end, logits + begin * m_weights.head().outputs());
    });
}

void RowDecoder::norm(const DecodeNorm& weights, const float* x, std::size_t size, float* y) const
{
    const auto epsilon = static_cast<float>(m_config.normEps);
    if (m_config.norm == NormKind::Layer)
        rowKernels().layerNorm(x, weights.weight.data(), weights.bias.data(), size, epsilon, y);
    else
        rowKernels().rmsNorm(x, weights.weight.data(), size, epsilon, y);
}

void RowDecoder::normRows(const DecodeNorm& weights, std::size_t begin, std::size_t end)
{
    parallelFor(end - begin, grainFor(kNormsPerThread, m_hidden), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = begin + first; i < begin + last; ++i)
            norm(weights, m_residual.data() + i * m_hidden, m_hidden, m_normed.data() + i * m_hidden);
    });
}

/// Adds to rows [begin, end) of the residual stream what `matrix` makes of theirs in `x`, normed where the
/// model does so.
void RowDecoder::addToResidual(const PackedLinear& matrix, const DecodeNorm& outputNorm, const float* x,
                               std::size_t xStride, std::size_t begin, std::size_t end)
{
    float* residual = m_residual.data() + begin * m_hidden;
    const std::size_t rows = end - begin;
    if (!outputNorm.present()) {
        matrix.multiply(x, xStride, rows, residual, m_hidden, true);
        return;
    }
    float* output = m_normed.data() + begin * m_hidden;
    matrix.multiply(x, xStride, rows, output, m_hidden);
    for (std::size_t i = 0; i < rows * m_hidden; i += m_hidden) {
        norm(outputNorm, output + i, m_hidden, output + i);
        rowKernels().add(output + i, m_hidden, residual + i);
    }
}

void RowDecoder::project(std::size_t layer, std::size_t begin, std::size_t end)
{
    const DecodeLayer& weights = m_weights.layers()[layer];
    normRows(weights.inputNorm, begin, end);
    weights.queryKeyValue.multiply(m_normed.data() + begin * m_hidden, m_hidden, end - begin,
                                   projectedRow(layer, begin), weights.queryKeyValue.outputs());
}

float* RowDecoder::projectedRow(std::size_t layer, std::size_t row)
{
    return m_projected.data() + row * m_weights.layers()[layer].queryKeyValue.outputs();
}

void RowDecoder::turnAndStore(std::size_t layer, const DecodeRow& row, float* projected) const
{
    const DecodeLayer& weights = m_weights.layers()[layer];
    const RopeAngles& angles = m_angles[kindOf(m_config, layer)];
    const float* cos = angles.cos.data() + row.position * angles.half;
    const float* sin = angles.sin.data() + row.position * angles.half;
    float* keys = projected + m_queryWidth;
    turnHeads(weights.queryNorm, cos, sin, m_attentionScale, {projected, m_queryWidth});
    turnHeads(weights.keyNorm, cos, sin, 1.0F, {keys, m_keyValueWidth});
    row.sequence->write(layer, row.index, keys, keys + m_keyValueWidth);
}

/// Norms, turns and scales what lies in `heads`, as far as the model does so.
void RowDecoder::turnHeads(const DecodeNorm& headNorm, const float* cos, const float* sin, float scale,
                           std::span<float> heads) const
{
    const auto dim = static_cast<std::size_t>(m_config.headDim);
    for (float* head = heads.data(); head < heads.data() + heads.size(); head += dim) {
        if (headNorm.present())
            norm(headNorm, head, dim, head);
        if (m_config.positions == PositionKind::Rotary)
            turn(head, cos, sin, dim / 2, scale);
        else
            std::for_each(head, head + dim, [scale](float& value) { value *= scale; });
    }
}

/// @param prepare called before row i looks at what it may see
template <class Prepare>
void RowDecoder::attend(std::size_t layer, std::span<const DecodeRow> rows, std::size_t begin,
                        std::size_t end, const Prepare& prepare)
{
    const DecodeLayer& weights = m_weights.layers()[layer];
    const DecodeRow& final = rows[end - 1];
    const std::size_t seen = final.index + 1 + (final.prefix == nullptr ? 0 : final.prefix->tokens());
    parallelFor(end - begin, grainFor(kMultiplicationsPerThread, 2 * seen * m_queryWidth),
                [&](std::size_t first, std::size_t last) {
                    Scratch& scratch = m_scratch[static_cast<std::size_t>(at::get_thread_num())];
                    for (std::size_t i = begin + first; i < begin + last; ++i) {
                        prepare(i);
                        attendRow(layer, rows[i], projectedRow(layer, i), m_mixed.data() + i * m_queryWidth,
                                  scratch);
                    }
                });
    addToResidual(weights.output, weights.outputNorm, m_mixed.data() + begin * m_queryWidth, m_queryWidth,
                  begin, end);
}

void RowDecoder::attendRow(std::size_t layer, const DecodeRow& row, const float* query, float* mixed,
                           Scratch& scratch) const
{
    const auto keyValueHeads = static_cast<std::size_t>(m_config.kvHeads);
    const auto dim = static_cast<std::size_t>(m_config.headDim);
    const std::size_t shared = m_queryWidth / m_keyValueWidth;
    const auto window = static_cast<std::size_t>(windowOf(m_config, kindOf(m_config, layer)));
    const std::size_t prefix = row.prefix == nullptr ? 0 : row.prefix->tokens();
    const std::size_t seen = prefix + row.index + 1;
    const std::size_t first = window == 0 || seen <= window ? 0 : seen - window;
    for (std::size_t head = 0; head < keyValueHeads; ++head) {
        scratch.blocks.clear();
        if (first < prefix)
            row.prefix->appendViews(layer, head, first, prefix, scratch.blocks);
        row.sequence->appendViews(layer, head, first > prefix ? first - prefix : 0, row.index + 1,
                                  scratch.blocks);
        growTo(scratch.scores, shared * scratch.blocks.size() * kBlockTokens);
        AttentionJob job{};
        job.query = query + head * shared * dim;
        job.heads = shared;
        job.dim = dim;
        job.paddedDim = (dim + kBlockTokens - 1) / kBlockTokens * kBlockTokens;
        job.blocks = scratch.blocks.data();
        job.blockCount = scratch.blocks.size();
        job.scores = scratch.scores.data();
        job.output = mixed + head * shared * dim;
        rowKernels().attend(job);
    }
}

/// Turns what gate and up give for one row into what down is given.
void RowDecoder::activate(float* row) const
{
    const RowKernels& kernels = rowKernels();
    const bool silu = m_config.activation == Activation::Silu;
    if (m_config.gatedFeedForward)
        (silu ? kernels.swiGlu : kernels.geGlu)(row, row + m_inner, m_inner, row);
    else
        (silu ? kernels.silu : kernels.geluTanh)(row, m_inner, row);
}

void RowDecoder::feedForward(std::size_t layer, std::size_t begin, std::size_t end)
{
    const DecodeLayer& weights = m_weights.layers()[layer];
    const std::size_t rows = end - begin, width = weights.gateUp.outputs();
    float* gateUp = m_gateUp.data() + begin * width;
    normRows(weights.feedForwardNorm, begin, end);
    weights.gateUp.multiply(m_normed.data() + begin * m_hidden, m_hidden, rows, gateUp, width);
    parallelFor(rows, grainFor(kActivationsPerThread, m_inner), [&](std::size_t first, std::size_t last) {
        for (float* row = gateUp + first * width; row < gateUp + last * width; row += width)
            activate(row);
    });
    addToResidual(weights.down, weights.feedForwardOutputNorm, gateUp, width, begin, end);
}

/// Logits that follow rows [begin, end). @param logits of row `begin`
void RowDecoder::predict(std::size_t begin, std::size_t end, float* logits)
{
    const std::size_t vocabulary = m_weights.head().outputs();
    normRows(m_weights.finalNorm(), begin, end);
    m_weights.head().multiply(m_normed.data() + begin * m_hidden, m_hidden, end - begin, logits, vocabulary);
    if (m_config.finalLogitSoftcap == 0.0)
        return;
    const auto cap = static_cast<float>(m_config.finalLogitSoftcap);
    parallelFor(end - begin, grainFor(kActivationsPerThread, vocabulary),
                [&](std::size_t first, std::size_t last) {
                    rowKernels().softcap(logits + first * vocabulary, (last - first) * vocabulary, cap);
                });
}

} // namespace rw
