// The body of row_kernels_*.cpp, compiled once for each instruction set. Those files include nothing but this
// and <cstddef>: an inline function of the standard library built for a newer CPU must not win at link time.
// Each defines before: RW_KERNEL_LANES (floats in a vector register), RW_KERNEL_ROWS (rows of a tile).

#include "core/policy/row_kernels.h"

#include <cstddef>

namespace rw {
namespace {

constexpr std::size_t kLanes = RW_KERNEL_LANES;
constexpr std::size_t kTileRows = RW_KERNEL_ROWS;
constexpr std::size_t kTileVectors = 2; // columns of a tile: two registers

using Vec = float __attribute__((vector_size(kLanes * sizeof(float))));
using LooseVec = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));
using IntVec = int __attribute__((vector_size(kLanes * sizeof(int))));

inline Vec load(const float* p)
{
    return *reinterpret_cast<const LooseVec*>(p);
}

inline void store(float* p, Vec v)
{
    *reinterpret_cast<LooseVec*>(p) = v;
}

inline Vec splat(float x)
{
    return x - Vec{}; // the compiler's way to say broadcast
}

/// The lanes added in one fixed order: halves on halves.
inline float laneSum(Vec v)
{
    float lanes[kLanes];
    store(lanes, v);
    for (std::size_t width = kLanes / 2; width > 0; width /= 2)
        for (std::size_t i = 0; i < width; ++i)
            lanes[i] += lanes[i + width];
    return lanes[0];
}

/// exp for x <= 88, 0 below -87. Relative error about 1e-7. Cody and Waite's reduction x = n ln 2 + r with a
/// Taylor polynomial of degree 7 in r, |r| <= 0.35.
inline Vec vexp(Vec x)
{
    constexpr float kLog2E = 1.44269504F;
    constexpr float kLn2High = 0.693359375F;
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
    const IntVec tiny = x < splat(-87.0F);
    const Vec clamped = tiny ? splat(-87.0F) : x;
    const Vec shifted = clamped * kLog2E + kRound;
    const Vec n = shifted - kRound;
    const Vec r = (clamped - n * kLn2High) - n * kLn2Low;
    Vec p = splat(1.0F / 5040.0F);
    p = p * r + (1.0F / 720.0F);
    p = p * r + (1.0F / 120.0F);
    p = p * r + (1.0F / 24.0F);
    p = p * r + (1.0F / 6.0F);
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    const IntVec exponent = (__builtin_convertvector(n, IntVec) + 127) << 23;
    const Vec result = p * reinterpret_cast<Vec>(exponent);
    return tiny ? Vec{} : result;
}

// ---- matrix product -------------------------------------------------------------------------------------

template <std::size_t Rows>
inline __attribute__((always_inline)) void tile(const float* x, std::size_t xStride, const float* panel,
                                                std::size_t depth, const float* ahead, float* y,
                                                std::size_t yStride, bool add)
{
    Vec sums[Rows][kTileVectors] = {};
    for (std::size_t k = 0; k < depth; ++k) {
        __builtin_prefetch(ahead + k * kPanelColumns, 0, 2);
        Vec columns[kTileVectors];
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kTileVectors; ++v)
            columns[v] = load(panel + k * kPanelColumns + v * kLanes);
#pragma GCC unroll 16
        for (std::size_t r = 0; r < Rows; ++r) {
            const Vec factor = splat(x[r * xStride + k]);
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kTileVectors; ++v)
                sums[r][v] += factor * columns[v];
        }
    }
#pragma GCC unroll 16
    for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kTileVectors; ++v) {
            float* at = y + r * yStride + v * kLanes;
            store(at, add ? load(at) + sums[r][v] : sums[r][v]);
        }
    }
}

template <std::size_t Rows>
void panelTile(const float* x, std::size_t xStride, const float* panel, std::size_t depth, const float* ahead,
               float* y, std::size_t yStride, bool add)
{
    for (std::size_t column = 0; column < kPanelColumns; column += kTileVectors * kLanes)
        tile<Rows>(x, xStride, panel + column, depth, ahead, y + column, yStride, add);
}

using PanelTile = void (*)(const float*, std::size_t, const float*, std::size_t, const float*, float*,
                           std::size_t, bool);

template <std::size_t... I>
struct Indices
{
};
template <std::size_t N, std::size_t... I>
struct MakeIndices : MakeIndices<N - 1, N - 1, I...>
{
};
template <std::size_t... I>
struct MakeIndices<0, I...>
{
    using Type = Indices<I...>;
};

template <std::size_t... I>
inline PanelTile tileFor(std::size_t rows, Indices<I...>)
{
    static constexpr PanelTile kTiles[] = {panelTile<I + 1>...};
    return kTiles[rows - 1];
}

void linear(const float* x, std::size_t xStride, std::size_t rows, const float* panels, std::size_t depth,
            std::size_t firstPanel, std::size_t lastPanel, float* y, std::size_t yStride, std::size_t columns,
            bool add)
{
    const std::size_t tiles = (rows + kTileRows - 1) / kTileRows;
    for (std::size_t panel = firstPanel; panel < lastPanel; ++panel) {
        const float* weights = panels + panel * depth * kPanelColumns;
        const float* next = panel + 1 < lastPanel ? weights + depth * kPanelColumns : weights;
        const std::size_t column = panel * kPanelColumns;
        const std::size_t present = columns - column < kPanelColumns ? columns - column : kPanelColumns;
        std::size_t row = 0;
        for (std::size_t t = 0; t < tiles; ++t) {
            // Tiles of even height: 15 rows are 8 and 7, not 12 and 3.
            const std::size_t end = rows * (t + 1) / tiles;
            const std::size_t height = end - row;
            // While one panel is multiplied, the next comes from memory: each tile asks for every other line.
            const float* ahead = next + t % 2 * (kPanelColumns / 2);
            const PanelTile compute = tileFor(height, typename MakeIndices<kTileRows>::Type{});
            if (present == kPanelColumns) {
                compute(x + row * xStride, xStride, weights, depth, ahead, y + row * yStride + column,
                        yStride, add);
            } else {
                float edge[kTileRows * kPanelColumns];
                compute(x + row * xStride, xStride, weights, depth, ahead, edge, kPanelColumns, false);
                for (std::size_t r = 0; r < height; ++r)
                    for (std::size_t c = 0; c < present; ++c) {
                        float& out = y[(row + r) * yStride + column + c];
                        out = add ? out + edge[r * kPanelColumns + c] : edge[r * kPanelColumns + c];
                    }
            }
            row = end;
        }
    }
}

// ---- rows -----------------------------------------------------------------------------------------------

void rmsNorm(const float* x, const float* weight, std::size_t size, float epsilon, float* y)
{
    Vec squares{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        squares += load(x + i) * load(x + i);
    float sum = laneSum(squares);
    for (; i < size; ++i)
        sum += x[i] * x[i];
    const float scale = 1.0F / __builtin_sqrtf(sum / static_cast<float>(size) + epsilon);
    for (i = 0; i + kLanes <= size; i += kLanes)
        store(y + i, load(x + i) * scale * load(weight + i));
    for (; i < size; ++i)
        y[i] = x[i] * scale * weight[i];
}

inline Vec gated(Vec gate, Vec up)
{
    const Vec limited = gate < splat(-80.0F) ? splat(-80.0F) : gate; // keeps exp(-gate) finite
    return gate / (1.0F + vexp(-limited)) * up;
}

void swiGlu(const float* gate, const float* up, std::size_t size, float* y)
{
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        store(y + i, gated(load(gate + i), load(up + i)));
    if (i < size) {
        float gates[kLanes] = {}, ups[kLanes] = {}, results[kLanes];
        for (std::size_t j = i; j < size; ++j) {
            gates[j - i] = gate[j];
            ups[j - i] = up[j];
        }
        store(results, gated(load(gates), load(ups)));
        for (std::size_t j = i; j < size; ++j)
            y[j] = results[j - i];
    }
}

float maximum(const float* x, std::size_t size)
{
    float largest = x[0];
    std::size_t i = 0;
    if (size >= kLanes) {
        Vec best = load(x);
        for (; i + kLanes <= size; i += kLanes) {
            const Vec v = load(x + i);
            best = v > best ? v : best;
        }
        float lanes[kLanes];
        store(lanes, best);
        for (const float lane : lanes)
            largest = lane > largest ? lane : largest;
    }
    for (; i < size; ++i)
        largest = x[i] > largest ? x[i] : largest;
    return largest;
}

ExpSums expSums(const float* x, std::size_t size, float maximum, float scale, float* terms)
{
    constexpr std::size_t kChunk = 256; // floats add up this far, doubles from there
    ExpSums sums{0.0, 0.0};
    for (std::size_t begin = 0; begin < size; begin += kChunk) {
        const std::size_t end = begin + kChunk < size ? begin + kChunk : size;
        Vec total{}, weighted{};
        std::size_t i = begin;
        for (; i + kLanes <= end; i += kLanes) {
            const Vec shifted = (load(x + i) - maximum) * scale;
            const Vec term = vexp(shifted);
            store(terms + i, term);
            total += term;
            weighted += term > Vec{} ? term * shifted : Vec{}; // 0 * -inf is not a number
        }
        if (i < end) {
            float rest[kLanes], result[kLanes];
            for (std::size_t j = 0; j < kLanes; ++j)
                rest[j] = i + j < end ? (x[i + j] - maximum) * scale : -1000.0F;
            const Vec shifted = load(rest);
            const Vec term = vexp(shifted);
            store(result, term);
            for (std::size_t j = i; j < end; ++j)
                terms[j] = result[j - i];
            total += term;
            weighted += term > Vec{} ? term * shifted : Vec{};
        }
        sums.sum += static_cast<double>(laneSum(total));
        sums.weightedSum += static_cast<double>(laneSum(weighted));
    }
    return sums;
}

// ---- attention ------------------------------------------------------------------------------------------

/// Scores of up to two blocks for one query head: two blocks hide the latency of the additions.
template <std::size_t Blocks>
inline void scoreBlocks(const float* query, std::size_t dim, const BlockView* blocks, float* scores)
{
    constexpr std::size_t kVectors = kBlockTokens / kLanes;
    Vec sums[Blocks][kVectors] = {};
    for (std::size_t d = 0; d < dim; ++d) {
        const Vec factor = splat(query[d]);
#pragma GCC unroll 4
        for (std::size_t b = 0; b < Blocks; ++b)
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kVectors; ++v)
                sums[b][v] += factor * load(blocks[b].keys + d * kBlockTokens + v * kLanes);
    }
#pragma GCC unroll 4
    for (std::size_t b = 0; b < Blocks; ++b)
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kVectors; ++v)
            store(scores + b * kBlockTokens + v * kLanes, sums[b][v]);
}

/// Scores become weights that sum to 1.
inline void softmax(const AttentionJob& job, float* scores)
{
    const std::size_t size = job.blockCount * kBlockTokens;
    for (std::size_t b = 0; b < job.blockCount; ++b)
        for (std::size_t t = job.blocks[b].tokens; t < kBlockTokens; ++t)
            scores[b * kBlockTokens + t] = -__builtin_inff();
    const float largest = maximum(scores, size);
    Vec total{};
    for (std::size_t i = 0; i < size; i += kLanes) {
        const Vec term = vexp(load(scores + i) - largest);
        store(scores + i, term);
        total += term;
    }
    const float inverse = 1.0F / laneSum(total);
    for (std::size_t i = 0; i < size; i += kLanes)
        store(scores + i, load(scores + i) * inverse);
}

/// Values mixed by weights, kBlockTokens dimensions at a time.
inline void mixValues(const AttentionJob& job, const float* weights, float* output)
{
    constexpr std::size_t kVectors = kBlockTokens / kLanes;
    for (std::size_t begin = 0; begin < job.dim; begin += kBlockTokens) {
        // Even and odd tokens add up apart, which halves the wait for the addition before.
        Vec even[kVectors] = {}, odd[kVectors] = {};
        for (std::size_t b = 0; b < job.blockCount; ++b) {
            const float* values = job.blocks[b].values + begin;
            const float* weight = weights + b * kBlockTokens;
            std::size_t t = 0;
            for (; t + 2 <= job.blocks[b].tokens; t += 2)
#pragma GCC unroll 4
                for (std::size_t v = 0; v < kVectors; ++v) {
                    even[v] += splat(weight[t]) * load(values + t * job.paddedDim + v * kLanes);
                    odd[v] += splat(weight[t + 1]) * load(values + (t + 1) * job.paddedDim + v * kLanes);
                }
            if (t < job.blocks[b].tokens)
#pragma GCC unroll 4
                for (std::size_t v = 0; v < kVectors; ++v)
                    even[v] += splat(weight[t]) * load(values + t * job.paddedDim + v * kLanes);
        }
        float mixed[kBlockTokens];
        for (std::size_t v = 0; v < kVectors; ++v)
            store(mixed + v * kLanes, even[v] + odd[v]);
        for (std::size_t d = begin; d < job.dim && d < begin + kBlockTokens; ++d)
            output[d] = mixed[d - begin];
    }
}

void attend(const AttentionJob& job)
{
    const std::size_t width = job.blockCount * kBlockTokens;
    for (std::size_t head = 0; head < job.heads; ++head) {
        const float* query = job.query + head * job.dim;
        float* scores = job.scores + head * width;
        std::size_t b = 0;
        for (; b + 2 <= job.blockCount; b += 2)
            scoreBlocks<2>(query, job.dim, job.blocks + b, scores + b * kBlockTokens);
        if (b < job.blockCount)
            scoreBlocks<1>(query, job.dim, job.blocks + b, scores + b * kBlockTokens);
        softmax(job, scores);
        mixValues(job, scores, job.output + head * job.dim);
    }
}

constexpr RowKernels makeKernels(const char* name)
{
    return {name, linear, rmsNorm, swiGlu, attend, maximum, expSums};
}

} // namespace
} // namespace rw
