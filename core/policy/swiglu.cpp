#include "core/policy/swiglu.h"

#include "core/policy/parallel.h"
#include "core/policy/row_kernels.h"
#include "core/policy/torch_compat.h"

#include <ATen/ops/empty_like.h>
#include <torch/csrc/autograd/custom_function.h>

#include <cstddef>

namespace rw {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Elements worth a thread.
constexpr std::size_t kGrain = std::size_t{1} << 14U;

/// @param gate contiguous, fp32 on the CPU, as everything here
at::Tensor gated(const at::Tensor& gate, const at::Tensor& up)
{
    at::Tensor y = at::empty_like(gate);
    const float* const gates = gate.data_ptr<float>();
    const float* const ups = up.data_ptr<float>();
    float* const to = y.data_ptr<float>();
    parallelFor(static_cast<std::size_t>(gate.numel()), kGrain, [&](std::size_t begin, std::size_t end) {
        rowKernels().swiGlu(gates + begin, ups + begin, end - begin, to + begin);
    });
    return y;
}

/// @return the gradients of gate and up
variable_list gatedGradients(const at::Tensor& gate, const at::Tensor& up, const at::Tensor& gradient)
{
    at::Tensor toGate = at::empty_like(gate), toUp = at::empty_like(up);
    const float* const gates = gate.data_ptr<float>();
    const float* const ups = up.data_ptr<float>();
    const float* const slopes = gradient.data_ptr<float>();
    float* const forGate = toGate.data_ptr<float>();
    float* const forUp = toUp.data_ptr<float>();
    parallelFor(static_cast<std::size_t>(gate.numel()), kGrain, [&](std::size_t begin, std::size_t end) {
        rowKernels().swiGluGradient(gates + begin, ups + begin, slopes + begin, end - begin, forGate + begin,
                                    forUp + begin);
    });
    return {toGate, toUp};
}

struct SwiGluFunction : torch::autograd::Function<SwiGluFunction>
{
    static at::Tensor forward(AutogradContext* context, const at::Tensor& gate, const at::Tensor& up)
    {
        context->save_for_backward({gate, up});
        return gated(gate, up);
    }

    static variable_list backward(AutogradContext* context, const variable_list& gradients)
    {
        const variable_list saved = context->get_saved_variables();
        return gatedGradients(saved[0], saved[1], gradients[0].contiguous());
    }
};

} // namespace

at::Tensor swiGlu(const at::Tensor& gate, const at::Tensor& up)
{
    if (!isCpuFloat(gate) || !isCpuFloat(up) || !gate.is_contiguous() || !up.is_contiguous())
        return at::silu(gate) * up;
    return at::GradMode::is_enabled() ? SwiGluFunction::apply(gate, up) : gated(gate, up);
}

} // namespace rw
