#include "core/base/rng.h"
#include "core/policy/packed_linear.h"
#include "core/policy/torch_compat.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace rw {
namespace {

std::vector<float> randomValues(Rng& rng, std::size_t count)
{
    std::vector<float> values(count);
    for (float& value : values)
        value = static_cast<float>(rng.normal());
    return values;
}

at::Tensor matrix(std::vector<float>& values, std::size_t rows)
{
    return at::from_blob(values.data(),
                         {static_cast<std::int64_t>(rows), static_cast<std::int64_t>(values.size() / rows)},
                         at::kFloat);
}

TEST(PackedLinear, AgreesWithLibTorch)
{
    Rng rng(4);
    for (const auto& [outputs, inputs] : {std::pair{1, 1}, {31, 7}, {32, 64}, {97, 40}, {640, 160}}) {
        const auto out = static_cast<std::size_t>(outputs), in = static_cast<std::size_t>(inputs);
        std::vector<float> weights = randomValues(rng, out * in);
        PackedLinear linear(out, in);
        linear.setRows(0, std::span(weights).first(out / 2 * in));
        linear.setRows(out / 2, std::span(weights).subspan(out / 2 * in));
        for (const std::size_t rows : {1U, 2U, 13U, 40U, 100U}) {
            std::vector<float> x = randomValues(rng, rows * in), y(rows * out, 1.0F);
            linear.multiply(x.data(), in, rows, y.data(), out, true);
            const at::Tensor expected = at::mm(matrix(x, rows), matrix(weights, out).t()).add(1.0);
            EXPECT_LT((matrix(y, rows) - expected).abs().max().item<float>(), 1e-4F)
                << outputs << " x " << inputs << ", " << rows << " rows";
        }
        std::vector<float> row(in);
        linear.readRow(out - 1, row);
        EXPECT_EQ(row, std::vector<float>(weights.end() - inputs, weights.end()));
    }
}

TEST(PackedLinear, RowsDoNotDependOnTheBatch)
{
    Rng rng(5);
    constexpr std::size_t kOutputs = 200, kInputs = 160, kRows = 130;
    const std::vector<float> weights = randomValues(rng, kOutputs * kInputs);
    const std::vector<float> x = randomValues(rng, kRows * kInputs);
    PackedLinear linear(kOutputs, kInputs);
    linear.setRows(0, weights);
    std::vector<float> alone(kRows * kOutputs);
    for (std::size_t row = 0; row < kRows; ++row)
        linear.multiply(x.data() + row * kInputs, kInputs, 1, alone.data() + row * kOutputs, kOutputs);
    for (std::size_t rows = 1; rows <= kRows; ++rows) {
        std::vector<float> together(rows * kOutputs);
        linear.multiply(x.data(), kInputs, rows, together.data(), kOutputs);
        EXPECT_EQ(std::memcmp(together.data(), alone.data(), together.size() * sizeof(float)), 0) << rows;
    }
}

} // namespace
} // namespace rw
