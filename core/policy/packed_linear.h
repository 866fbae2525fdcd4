#pragma once

#include "core/policy/float_buffer.h"
#include "core/policy/row_kernels.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rw {

/// A weight matrix stored for products with few rows, y = x W^T + bias.
///
/// Row-exact: a row of y has the same bits whatever other rows are computed with it and wherever it stands,
/// because every element adds up its products in one order, k ascending, in one accumulator. Products of
/// libraries differ in the last bits with the number of rows. Layout: panels of kPanelColumns outputs,
/// [panels][in][kPanelColumns], so that the inner loop reads memory in order. Safe to use from several
/// threads at once.
class PackedLinear
{
public:
    PackedLinear() = default;
    PackedLinear(std::size_t outputs, std::size_t inputs);

    /// Copies rows [firstOutput, firstOutput + weights.size() / inputs) of the matrix.
    /// @param weights row-major, [rows, inputs]
    void setRows(std::size_t firstOutput, std::span<const float> weights);

    /// Copies biases of outputs [firstOutput, firstOutput + bias.size()); those never set are 0.
    void setBias(std::size_t firstOutput, std::span<const float> bias);

    /// @param x [rows, inputs], rows `xStride` apart
    /// @param y [rows, outputs], rows `yStride` apart
    /// @param add whether y is added to instead of written
    void multiply(const float* x, std::size_t xStride, std::size_t rows, float* y, std::size_t yStride,
                  bool add = false) const;

    /// Copies row `output` of the matrix: the embedding of a token where the head is tied to it.
    void readRow(std::size_t output, std::span<float> row) const;

    [[nodiscard]] std::size_t outputs() const { return m_outputs; }
    [[nodiscard]] std::size_t inputs() const { return m_inputs; }
    [[nodiscard]] std::size_t bytes() const { return (m_panels.size() + m_bias.size()) * sizeof(float); }

private:
    void packRows(std::size_t first, std::size_t last, const float* weights);

    [[nodiscard]] std::size_t panelCount() const { return (m_outputs + kPanelColumns - 1) / kPanelColumns; }

    std::size_t m_outputs = 0;
    std::size_t m_inputs = 0;
    FloatBuffer m_panels;
    std::vector<float> m_bias; ///< empty: none
};

} // namespace rw
