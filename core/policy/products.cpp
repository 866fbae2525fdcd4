#include "core/policy/products.h"

#include "core/base/error.h"
#include "core/policy/parallel.h"
#include "core/policy/torch_compat.h"

#include <torch/csrc/autograd/custom_function.h>

#include <oneapi/dnnl/dnnl.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Whether the products of two such tensors are oneDNN's.
bool suitOneDnn(const at::Tensor& a, const at::Tensor& b)
{
    return isCpuFloat(a) && isCpuFloat(b) && a.numel() > 0 && b.numel() > 0;
}

/// How the last two dimensions of a tensor lie in memory, in the words of BLAS.
struct Layout
{
    char transposed = 'N'; ///< 'T' where columns are contiguous
    dnnl_dim_t stride = 0; ///< elements from one row, or column, to the next
};

/// @return nothing where neither rows nor columns are contiguous
std::optional<Layout> layoutOf(const at::Tensor& matrix)
{
    const std::int64_t rows = matrix.size(-2), columns = matrix.size(-1);
    const std::int64_t down = matrix.stride(-2), right = matrix.stride(-1);
    if ((right == 1 || columns == 1) && (down >= columns || rows == 1))
        return Layout{'N', std::max(down, columns)};
    if ((down == 1 || rows == 1) && (right >= rows || columns == 1))
        return Layout{'T', std::max(right, rows)};
    return std::nullopt;
}

/// The tensor, or a contiguous copy where BLAS could not read it.
at::Tensor readable(const at::Tensor& matrix)
{
    return layoutOf(matrix) ? matrix : matrix.contiguous();
}

/// One product on plain memory: pointers and layouts are those of one matrix each.
struct Sgemm
{
    Layout a;
    Layout b;
    dnnl_dim_t rows;
    dnnl_dim_t columns;
    dnnl_dim_t inner;

    Sgemm(const at::Tensor& left, const at::Tensor& right)
        : a(layoutOf(left).value())
        , b(layoutOf(right).value())
        , rows(left.size(-2))
        , columns(right.size(-1))
        , inner(left.size(-1))
    {
    }

    void run(const float* left, const float* right, float keep, float* product) const
    {
        const dnnl_status_t status = dnnl_sgemm(a.transposed, b.transposed, rows, columns, inner, 1.0F, left,
                                                a.stride, right, b.stride, keep, product, columns);
        if (status != dnnl_success)
            throw Error("oneDNN refuses a matrix product of " + std::to_string(rows) + " by " +
                            std::to_string(inner) + " by " + std::to_string(columns) + " with status " +
                            std::to_string(status) + ".",
                        "Report this with the model and the settings.");
    }
};

at::Tensor product2d(const at::Tensor& a, const at::Tensor& b)
{
    at::Tensor product = at::empty({a.size(0), b.size(1)}, a.options());
    multiply(a, b, product);
    return product;
}

/// x weight^T of rows.
struct LinearFunction : torch::autograd::Function<LinearFunction>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight)
    {
        context->save_for_backward({x, weight});
        context->saved_data["x learns"] = x.requires_grad();
        context->saved_data["weight learns"] = weight.requires_grad();
        return product2d(x, weight.t());
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        variable_list result(2);
        if (context->saved_data["x learns"].toBool())
            result[0] = product2d(gradients[0], saved[1]);
        if (context->saved_data["weight learns"].toBool())
            result[1] = product2d(gradients[0].t(), saved[0]);
        return result;
    }
};

at::Tensor stackProduct(const at::Tensor& a, const at::Tensor& b)
{
    if (!suitOneDnn(a, b))
        return at::bmm(a, b);
    const at::Tensor left = readable(a), right = readable(b);
    at::Tensor product = at::empty({a.size(0), a.size(1), b.size(2)}, a.options());
    const Sgemm sgemm(left, right);
    const float* const leftData = left.data_ptr<float>();
    const float* const rightData = right.data_ptr<float>();
    float* const productData = product.data_ptr<float>();
    const std::int64_t size = sgemm.rows * sgemm.columns;
    parallelFor(static_cast<std::size_t>(a.size(0)), 1, [&](std::size_t begin, std::size_t end) {
        for (auto i = static_cast<std::int64_t>(begin); i < static_cast<std::int64_t>(end); ++i)
            sgemm.run(leftData + i * left.stride(0), rightData + i * right.stride(0), 0.0F,
                      productData + i * size);
    });
    return product;
}

struct BatchedProductFunction : torch::autograd::Function<BatchedProductFunction>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& a, const at::Tensor& b)
    {
        context->save_for_backward({a, b});
        return stackProduct(a, b);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        return {stackProduct(gradients[0], saved[1].transpose(1, 2)),
                stackProduct(saved[0].transpose(1, 2), gradients[0])};
    }
};

} // namespace

void multiply(const at::Tensor& a, const at::Tensor& b, at::Tensor& product, float keep)
{
    if (suitOneDnn(a, b)) {
        const at::Tensor left = readable(a), right = readable(b);
        Sgemm(left, right)
            .run(left.data_ptr<float>(), right.data_ptr<float>(), keep, product.data_ptr<float>());
    } else if (keep == 0.0F) {
        at::mm_out(product, a, b);
    } else {
        product.mul_(keep).addmm_(a, b);
    }
}

at::Tensor linearProduct(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias)
{
    if (!suitOneDnn(x, weight))
        return bias.defined() ? at::linear(x, weight, bias) : at::linear(x, weight);
    const at::Tensor rows = x.reshape({-1, x.size(-1)});
    at::Tensor y =
        at::GradMode::is_enabled() ? LinearFunction::apply(rows, weight) : product2d(rows, weight.t());
    if (bias.defined())
        y.add_(bias);
    std::vector<std::int64_t> sizes = x.sizes().vec();
    sizes.back() = weight.size(0);
    return y.view(sizes);
}

at::Tensor batchedProduct(const at::Tensor& a, const at::Tensor& b)
{
    return at::GradMode::is_enabled() && suitOneDnn(a, b) ? BatchedProductFunction::apply(a, b)
                                                          : stackProduct(a, b);
}

} // namespace rw
