#pragma once

#include <ATen/core/Tensor.h>

namespace rw {

/// x / sqrt(mean(x^2) + epsilon) * (weight + offset) over the last dimension (Zhang and Sennrich, 2019,
/// equation 4), computed in fp32 whatever `x` is; differentiable in `x` and `weight`.
/// @param x [..., size]
/// @param weight [size]
/// @param offset 1 where the model keeps its scales less one (Gemma)
/// @return as `x`
at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, float epsilon, double offset = 0.0);

} // namespace rw
