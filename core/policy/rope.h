#pragma once

#include "core/policy/layer_kind.h"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <vector>

namespace rw {

/// Rotation angles of rotary position embedding (Su et al., "RoFormer", 2021, eq. 34) in the rotate-half
/// pairing of Hugging Face: dimension i of a head turns with dimension i + headDim / 2 by
/// position * frequency i.
struct RopeAngles
{
    std::size_t half = 0;   ///< headDim / 2
    std::vector<float> cos; ///< [positions, half]
    std::vector<float> sin; ///< [positions, half]
};

/// theta^(-2 i / headDim), stretched as the config says where the layers see the whole context.
std::vector<float> ropeFrequencies(const ModelConfig& config, LayerKind kind);

/// Angles of positions 0 to `positions` - 1.
RopeAngles ropeAngles(const ModelConfig& config, LayerKind kind, std::size_t positions);

/// The same angles as tensors, optionally gathered by position.
struct RopeTensors
{
    at::Tensor cos; ///< [positions, half], or the gathered shape with `half` behind it
    at::Tensor sin;
};
RopeTensors ropeTensors(const ModelConfig& config, LayerKind kind, std::int64_t positions,
                        c10::Device device);

/// The angles of `positions`, in the shape `shape` with `half` behind it.
RopeTensors gatherAngles(const RopeTensors& table, const at::Tensor& positions, at::IntArrayRef shape);

/// Turns the heads of `x`.
/// @param x any strides, [..., headDim]
/// @param angles shapes that broadcast against [..., headDim / 2]
/// @return contiguous, same shape
at::Tensor applyRope(const at::Tensor& x, const RopeTensors& angles);

/// What positions do to queries and keys, with the attention scale in what it makes of queries. Where
/// positions are learned nothing turns and the scale alone is left.
class Rotation
{
public:
    Rotation() = default;
    /// @param angles broadcast against keys, [..., tokens, half]; undefined where positions are learned
    Rotation(const ModelConfig& config, const RopeTensors& angles);

    /// @param query [..., kv, shared, tokens, dim]
    [[nodiscard]] at::Tensor ofQuery(const at::Tensor& query) const;
    /// @param key [..., kv, tokens, dim]
    [[nodiscard]] at::Tensor ofKey(const at::Tensor& key) const;

private:
    double m_scale = 1.0;
    RopeTensors m_key;
    RopeTensors m_query; ///< times the attention scale
};

} // namespace rw
