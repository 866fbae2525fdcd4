#include "core/policy/packed_linear.h"

#include "core/policy/parallel.h"

#include <algorithm>

namespace rw {

namespace {

// Below this many multiplications a second thread costs more than it brings.
constexpr std::size_t kMultiplicationsPerThread = std::size_t{1} << 19U;
// Packing fewer weights is not worth a thread.
constexpr std::size_t kWeightsPerThread = std::size_t{1} << 16U;
constexpr std::size_t kPackBlock = 32;

} // namespace

PackedLinear::PackedLinear(std::size_t outputs, std::size_t inputs)
    : m_outputs(outputs)
    , m_inputs(inputs)
    , m_panels(panelCount() * inputs * kPanelColumns)
{
}

void PackedLinear::setRows(std::size_t firstOutput, std::span<const float> weights)
{
    const std::size_t lastOutput = firstOutput + weights.size() / m_inputs;
    const std::size_t firstPanel = firstOutput / kPanelColumns;
    const std::size_t panels = (lastOutput + kPanelColumns - 1) / kPanelColumns - firstPanel;
    parallelFor(panels, kWeightsPerThread / (m_inputs * kPanelColumns) + 1,
                [&](std::size_t begin, std::size_t end) {
                    for (std::size_t panel = firstPanel + begin; panel < firstPanel + end; ++panel) {
                        const std::size_t first = std::max(firstOutput, panel * kPanelColumns);
                        const std::size_t last = std::min(lastOutput, (panel + 1) * kPanelColumns);
                        packRows(first, last, weights.data() + (first - firstOutput) * m_inputs);
                    }
                });
}

/// Copies rows [first, last) of one panel. @param weights of row `first`
void PackedLinear::packRows(std::size_t first, std::size_t last, const float* weights)
{
    float* panel = m_panels.data() + first / kPanelColumns * m_inputs * kPanelColumns;
    const std::size_t column = first % kPanelColumns;
    // Square blocks: each line of memory that is read or written is used up while it is in the cache.
    for (std::size_t block = 0; block < m_inputs; block += kPackBlock) {
        const std::size_t end = std::min(m_inputs, block + kPackBlock);
        for (std::size_t row = 0; row < last - first; ++row)
            for (std::size_t k = block; k < end; ++k)
                panel[k * kPanelColumns + column + row] = weights[row * m_inputs + k];
    }
}

void PackedLinear::setBias(std::size_t firstOutput, std::span<const float> bias)
{
    m_bias.resize(m_outputs);
    std::copy(bias.begin(), bias.end(), m_bias.begin() + static_cast<std::ptrdiff_t>(firstOutput));
}

void PackedLinear::multiply(const float* x, std::size_t xStride, std::size_t rows, float* y,
                            std::size_t yStride, bool add) const
{
    const std::size_t perPanel = rows * m_inputs * kPanelColumns;
    const std::size_t grain = kMultiplicationsPerThread / (perPanel + 1) + 1;
    parallelFor(panelCount(), grain, [&](std::size_t first, std::size_t last) {
        // Rows in blocks that stay in the cache while the panels pass by.
        constexpr std::size_t kRowBlock = 90;
        for (std::size_t row = 0; row < rows; row += kRowBlock) {
            const std::size_t count = rows - row < kRowBlock ? rows - row : kRowBlock;
            rowKernels().linear(x + row * xStride, xStride, count, m_panels.data(), m_inputs, first, last,
                                y + row * yStride, yStride, m_outputs, add);
        }
        if (m_bias.empty())
            return;
        const std::size_t column = first * kPanelColumns;
        const std::size_t width = std::min(last * kPanelColumns, m_outputs) - column;
        for (std::size_t row = 0; row < rows; ++row)
            rowKernels().add(m_bias.data() + column, width, y + row * yStride + column);
    });
}

void PackedLinear::readRow(std::size_t output, std::span<float> row) const
{
    const float* column =
        m_panels.data() + output / kPanelColumns * m_inputs * kPanelColumns + output % kPanelColumns;
    for (std::size_t k = 0; k < m_inputs; ++k)
        row[k] = column[k * kPanelColumns];
}

} // namespace rw
