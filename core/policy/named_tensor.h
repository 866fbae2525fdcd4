#pragma once

#include <ATen/core/Tensor.h>

#include <string>

namespace rw {

/// A weight under its name in files, for example "model.layers.0.self_attn.q_proj.weight".
struct NamedTensor
{
    std::string name;
    at::Tensor tensor;
};

} // namespace rw
