#pragma once

#include <ATen/core/Tensor.h>

namespace rw {

/// silu(gate) * up (Shazeer, 2020), differentiable in both. Neither silu(gate) nor its slope is kept for the
/// backward pass.
/// @param gate any shape; `up` of the same
at::Tensor swiGlu(const at::Tensor& gate, const at::Tensor& up);

} // namespace rw
