#include "core/policy/products.h"
#include "core/policy/torch_compat.h"

#include <ATen/ops/randn.h>

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <utility>
#include <vector>

namespace rw {
namespace {

double largestDifference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

/// The same values as [rows, columns] in every way that a tensor may lie in memory.
std::vector<at::Tensor> layoutsOf(const at::Tensor& matrix)
{
    const std::int64_t rows = matrix.size(0), columns = matrix.size(1);
    at::Tensor wide = at::zeros({rows, columns + 3});
    wide.narrow(1, 1, columns).copy_(matrix);
    at::Tensor sparse = at::zeros({rows, columns, 2});
    sparse.select(2, 1).copy_(matrix);
    return {matrix, matrix.t().contiguous().t(), wide.narrow(1, 1, columns), sparse.select(2, 1)};
}

TEST(Products, AgreeWithLibTorchHoweverTheMatricesLie)
{
    for (const auto& [rows, inner, columns] :
         {std::array{7L, 5L, 9L}, {1L, 6L, 4L}, {5L, 1L, 3L}, {4L, 8L, 1L}}) {
        const at::Tensor a = at::randn({rows, inner}), b = at::randn({inner, columns});
        const at::Tensor before = at::randn({rows, columns}), expected = at::mm(a, b);
        for (const at::Tensor& left : layoutsOf(a)) {
            for (const at::Tensor& right : layoutsOf(b)) {
                at::Tensor product = before.clone();
                multiply(left, right, product);
                EXPECT_LT(largestDifference(product, expected), 1e-5);
                product.copy_(before);
                multiply(left, right, product, 0.5F);
                EXPECT_LT(largestDifference(product, expected + before * 0.5), 1e-5);
            }
        }
    }
}

TEST(Products, OfNoRowsAreEmpty)
{
    EXPECT_EQ(linearProduct(at::zeros({0, 5}), at::ones({3, 5})).sizes(), at::IntArrayRef({0, 3}));
    EXPECT_EQ(batchedProduct(at::zeros({2, 0, 5}), at::ones({2, 5, 3})).sizes(), at::IntArrayRef({2, 0, 3}));
}

/// Values and gradients of two ways to compute the same of `inputs`.
void expectSame(const std::vector<at::Tensor>& inputs,
                const std::function<at::Tensor(const std::vector<at::Tensor>&)>& ours,
                const std::function<at::Tensor(const std::vector<at::Tensor>&)>& theirs)
{
    const auto run = [&](const auto& compute) {
        std::vector<at::Tensor> leaves, results;
        for (const at::Tensor& input : inputs)
            leaves.push_back(input.detach().clone().requires_grad_(true));
        results.push_back(compute(leaves));
        const at::Tensor slope = at::arange(results[0].numel(), at::kFloat).view(results[0].sizes()).sin();
        (results[0] * slope).sum().backward();
        for (const at::Tensor& leaf : leaves)
            results.push_back(leaf.grad());
        return results;
    };
    const std::vector<at::Tensor> found = run(ours), expected = run(theirs);
    for (std::size_t i = 0; i < found.size(); ++i)
        EXPECT_LT(largestDifference(found[i], expected[i]), 1e-5) << "result " << i;
}

TEST(Products, LinearLearnsAsLibTorchsDoes)
{
    expectSame(
        {at::randn({2, 3, 5}), at::randn({4, 5}), at::randn({4})},
        [](const auto& in) { return linearProduct(in[0], in[1], in[2]); },
        [](const auto& in) { return at::linear(in[0], in[1], in[2]); });
}

TEST(Products, LinearLearnsNothingOfAFrozenWeight)
{
    const at::Tensor x = at::randn({3, 5}).requires_grad_(true), weight = at::randn({4, 5});
    linearProduct(x, weight).sum().backward();
    EXPECT_FALSE(weight.grad().defined());
    EXPECT_LT(largestDifference(x.grad(), weight.sum(0).expand({3, 5})), 1e-5);
}

TEST(Products, OfStacksLearnAsLibTorchsDo)
{
    expectSame(
        {at::randn({3, 4, 5}), at::randn({3, 6, 5})},
        [](const auto& in) { return batchedProduct(in[0], in[1].transpose(1, 2)); },
        [](const auto& in) { return at::bmm(in[0], in[1].transpose(1, 2)); });
    // One matrix for the whole stack, as the keys of a prompt are for its answers.
    expectSame(
        {at::randn({3, 4, 5}), at::randn({1, 5, 6})},
        [](const auto& in) {
            return batchedProduct(in[0], in[1].expand({3, 5, 6}));
        },
        [](const auto& in) {
            return at::bmm(in[0], in[1].expand({3, 5, 6}));
        });
}

} // namespace
} // namespace rw
