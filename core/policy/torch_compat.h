#pragma once

// The one place that knows what differs between LibTorch 1.13 and 2.x, and what every file here needs of it.

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/eye.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rsqrt.h>
#include <ATen/ops/silu.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <c10/core/TensorOptions.h>

// 2.15 has moved it.
#if __has_include(<torch/headeronly/version.h>)
#include <torch/headeronly/version.h>
#else
#include <torch/version.h>
#endif

namespace rw {

/// "1.13.1", "2.15.0": the LibTorch the program was built with.
inline constexpr const char* kTorchVersion = TORCH_VERSION;

/// fp32 on `device`, the type of every weight and activation.
inline at::TensorOptions floatOptions(c10::Device device)
{
    return at::TensorOptions().dtype(at::kFloat).device(device);
}

/// Whether kernels on plain memory may read it, stride by stride.
inline bool isCpuFloat(const at::Tensor& tensor)
{
    return tensor.is_cpu() && tensor.scalar_type() == at::kFloat;
}

} // namespace rw
