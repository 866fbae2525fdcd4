#include "core/weights/head_order.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace rw {

namespace {

/// Calls move(ours, theirs) with the rows of one head that correspond, `copy` holding the head as it was.
template <class Move>
void reorderHeads(std::span<float> values, int heads, std::int64_t rows, Move move)
{
    const auto rowCount = static_cast<std::size_t>(rows);
    const std::size_t width = values.size() / rowCount;
    const std::size_t headRows = rowCount / static_cast<std::size_t>(heads), half = headRows / 2;
    std::vector<float> copy(headRows * width);
    for (std::size_t head = 0; head < static_cast<std::size_t>(heads); ++head) {
        const std::span<float> block = values.subspan(head * copy.size(), copy.size());
        std::copy(block.begin(), block.end(), copy.begin());
        for (std::size_t i = 0; i < half; ++i) {
            for (std::size_t j = 0; j < 2; ++j)
                move(block, copy, (j * half + i) * width, (2 * i + j) * width, width);
        }
    }
}

} // namespace

void separateHalves(std::span<float> values, int heads, std::int64_t rows)
{
    reorderHeads(values, heads, rows,
                 [](std::span<float> block, std::span<const float> copy, std::size_t ours, std::size_t theirs,
                    std::size_t width) { std::copy_n(copy.data() + theirs, width, block.data() + ours); });
}

void interleaveHalves(std::span<float> values, int heads, std::int64_t rows)
{
    reorderHeads(values, heads, rows,
                 [](std::span<float> block, std::span<const float> copy, std::size_t ours, std::size_t theirs,
                    std::size_t width) { std::copy_n(copy.data() + ours, width, block.data() + theirs); });
}

} // namespace rw
