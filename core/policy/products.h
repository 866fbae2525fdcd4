#pragma once

#include <ATen/core/Tensor.h>

namespace rw {

// Matrix products of learning. Those of fp32 matrices on the CPU run on oneDNN, anything else on LibTorch,
// which on Debian hands them to OpenBLAS: with two threads oneDNN is 1.3 to 2 times as fast on the shapes of
// a training step.

/// product = a b + keep * product; not differentiable.
/// @param a [rows, inner]; this and `b` are copied unless rows or columns lie side by side in memory
/// @param b [inner, columns]
/// @param product [rows, columns], contiguous; not read where `keep` is 0
void multiply(const at::Tensor& a, const at::Tensor& b, at::Tensor& product, float keep = 0.0F);

/// x weight^T + bias, differentiable.
/// @param x [..., inputs]
/// @param weight [outputs, inputs]
/// @param bias [outputs], or undefined
/// @return [..., outputs]
at::Tensor linearProduct(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias = {});

/// The products of two stacks of matrices, differentiable. Each is computed by one thread.
/// @param a [count, rows, inner]
/// @param b [count, inner, columns]
/// @return [count, rows, columns]
at::Tensor batchedProduct(const at::Tensor& a, const at::Tensor& b);

} // namespace rw
