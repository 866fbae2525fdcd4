#pragma once

// The matrix product of row_kernels.h.

#include "core/policy/row_kernels.h"
#include "core/policy/row_kernels_vector.h"

namespace rw {
namespace {

constexpr std::size_t kTileRows = RW_KERNEL_ROWS;
// Registers that hold the columns of a tile: with more, fewer rows would pass through a panel at once.
constexpr std::size_t kTileVectors = kLanes == kPanelColumns ? 1 : 2;
constexpr std::size_t kLineFloats = 16; // of a line of the cache
/// So many rows of a panel ahead of the multiplication its lines are asked for: 8 kB, on their way for as
/// long as memory takes to answer. It reaches into the next panel, whose lines follow.
constexpr std::size_t kRowsAhead = 128;

template <std::size_t Rows>
inline __attribute__((always_inline)) void tile(const float* x, std::size_t xStride, const float* panel,
                                                std::size_t depth, float* y, std::size_t yStride, bool add)
{
    Vec sums[Rows][kTileVectors] = {};
    for (std::size_t k = 0; k < depth; ++k) {
        const float* row = panel + k * kPanelColumns;
#pragma GCC unroll 4
        for (std::size_t c = 0; c < kTileVectors * kLanes; c += kLineFloats)
            __builtin_prefetch(row + kRowsAhead * kPanelColumns + c, 0, 2);
        Vec columns[kTileVectors];
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kTileVectors; ++v)
            columns[v] = load(row + v * kLanes);
#pragma GCC unroll 32
        for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kTileVectors; ++v)
                addProduct(sums[r][v], x[r * xStride + k], columns[v]);
        }
    }
#pragma GCC unroll 32
    for (std::size_t r = 0; r < Rows; ++r) {
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kTileVectors; ++v) {
            float* at = y + r * yStride + v * kLanes;
            store(at, add ? load(at) + sums[r][v] : sums[r][v]);
        }
    }
}

template <std::size_t Rows>
void panelTile(const float* x, std::size_t xStride, const float* panel, std::size_t depth, float* y,
               std::size_t yStride, bool add)
{
    for (std::size_t column = 0; column < kPanelColumns; column += kTileVectors * kLanes)
        tile<Rows>(x, xStride, panel + column, depth, y + column, yStride, add);
}

using PanelTile = void (*)(const float*, std::size_t, const float*, std::size_t, float*, std::size_t, bool);

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
        const std::size_t column = panel * kPanelColumns;
        const std::size_t present = columns - column < kPanelColumns ? columns - column : kPanelColumns;
        std::size_t row = 0;
        for (std::size_t t = 0; t < tiles; ++t) {
            // Tiles of even height: 40 rows are 20 and 20, not 30 and 10.
            const std::size_t end = rows * (t + 1) / tiles;
            const std::size_t height = end - row;
            const PanelTile compute = tileFor(height, typename MakeIndices<kTileRows>::Type{});
            if (present == kPanelColumns) {
                compute(x + row * xStride, xStride, weights, depth, y + row * yStride + column, yStride, add);
            } else {
                float edge[kTileRows * kPanelColumns];
                compute(x + row * xStride, xStride, weights, depth, edge, kPanelColumns, false);
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

} // namespace
} // namespace rw
