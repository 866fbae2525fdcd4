#pragma once

#include "core/weights/model_config.h"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <vector>

namespace rw {

/// Rotation angles of rotary position embedding (Su et al., "RoFormer", 2021, eq. 34) in the rotate-half
/// pairing of Hugging Face: dimension i of a head turns with dimension i + headDim / 2 by
/// position * theta^(-2 i / headDim).
struct RopeAngles
{
    std::size_t half = 0;   ///< headDim / 2
    std::vector<float> cos; ///< [positions, half]
    std::vector<float> sin; ///< [positions, half]
};

/// Angles of positions 0 to `positions` - 1.
RopeAngles ropeAngles(const ModelConfig& config, std::size_t positions);

/// The same angles as tensors, optionally gathered by position.
struct RopeTensors
{
    at::Tensor cos; ///< [positions, half], or the gathered shape with `half` behind it
    at::Tensor sin;
};
RopeTensors ropeTensors(const ModelConfig& config, std::int64_t positions, c10::Device device);

/// Turns the heads of `x`.
/// @param x any strides, [..., headDim]
/// @param angles shapes that broadcast against [..., headDim / 2]
/// @return contiguous, same shape
at::Tensor applyRope(const at::Tensor& x, const RopeTensors& angles);

} // namespace rw
