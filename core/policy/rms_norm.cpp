#include "core/policy/rms_norm.h"

#include "core/policy/parallel.h"
#include "core/policy/row_kernels.h"
#include "core/policy/torch_compat.h"

#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cstdint>

namespace rw {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Rows that share a sum of gradients: fixed, so that the sum does not depend on the number of threads.
constexpr std::int64_t kRowsAtOnce = 64;

/// Runs `work` on blocks of rows on LibTorch's threads: the block's index, its first row, one behind its
/// last.
template <class Work>
void forEachBlock(std::int64_t rows, const Work& work)
{
    const auto blocks = static_cast<std::size_t>((rows + kRowsAtOnce - 1) / kRowsAtOnce);
    parallelFor(blocks, 1, [&](std::size_t begin, std::size_t end) {
        for (auto block = static_cast<std::int64_t>(begin); block < static_cast<std::int64_t>(end); ++block)
            work(block, block * kRowsAtOnce, std::min(rows, (block + 1) * kRowsAtOnce));
    });
}

/// @param x [rows, size], contiguous, fp32 on the CPU, as everything here
at::Tensor normed(const at::Tensor& x, const at::Tensor& weight, float epsilon)
{
    at::Tensor y = at::empty_like(x);
    const std::int64_t size = x.size(1);
    const float* const from = x.data_ptr<float>();
    const float* const scales = weight.data_ptr<float>();
    float* const to = y.data_ptr<float>();
    forEachBlock(x.size(0), [&](std::int64_t, std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            rowKernels().rmsNorm(from + row * size, scales, static_cast<std::size_t>(size), epsilon,
                                 to + row * size);
    });
    return y;
}

/// @return the gradients of `x` and of the weight
variable_list normedGradients(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& gradient,
                              float epsilon)
{
    at::Tensor toX = at::empty_like(x);
    const std::int64_t rows = x.size(0), size = x.size(1);
    at::Tensor toWeight = at::zeros({(rows + kRowsAtOnce - 1) / kRowsAtOnce, size}, x.options());
    const float* const from = x.data_ptr<float>();
    const float* const scales = weight.data_ptr<float>();
    const float* const slopes = gradient.data_ptr<float>();
    float* const to = toX.data_ptr<float>();
    float* const sums = toWeight.data_ptr<float>();
    forEachBlock(rows, [&](std::int64_t block, std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end; ++row)
            rowKernels().rmsNormGradient(from + row * size, scales, slopes + row * size,
                                         static_cast<std::size_t>(size), epsilon, to + row * size,
                                         sums + block * size);
    });
    return {toX, toWeight.sum(0)};
}

struct RmsNormFunction : torch::autograd::Function<RmsNormFunction>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                              double epsilon)
    {
        context->save_for_backward({x, weight});
        context->saved_data["epsilon"] = epsilon;
        return normed(x, weight, static_cast<float>(epsilon));
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        const auto epsilon = static_cast<float>(context->saved_data["epsilon"].toDouble());
        variable_list result = normedGradients(saved[0], saved[1], gradients[0].contiguous(), epsilon);
        result.emplace_back();
        return result;
    }
};

at::Tensor rmsNormAnywhere(const at::Tensor& x, const at::Tensor& weight, float epsilon)
{
    const at::Tensor wide = x.to(at::kFloat);
    const at::Tensor scale = wide.square().mean(-1, true).add_(epsilon).rsqrt_();
    return (wide * scale * weight).to(x.scalar_type());
}

} // namespace

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, float epsilon, double offset)
{
    const at::Tensor scales = offset == 0.0 ? weight : weight.to(at::kFloat) + offset;
    if (!isCpuFloat(x) || !isCpuFloat(scales))
        return rmsNormAnywhere(x, scales, epsilon);
    const at::Tensor rows = x.reshape({-1, x.size(-1)}).contiguous();
    return (at::GradMode::is_enabled() ? RmsNormFunction::apply(rows, scales, static_cast<double>(epsilon))
                                       : normed(rows, scales, epsilon))
        .view(x.sizes());
}

} // namespace rw
