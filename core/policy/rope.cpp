#include "core/policy/rope.h"

#include "core/policy/torch_compat.h"
#include "core/weights/rope_scaling.h"

#include <cmath>

namespace rw {

std::vector<float> ropeFrequencies(const ModelConfig& config, LayerKind kind)
{
    const bool full = kind == LayerKind::Full;
    const double theta = full ? config.ropeTheta : config.slidingRopeTheta;
    std::vector<float> frequencies;
    for (int i = 0; i < config.headDim / 2; ++i) {
        // Rounded to float where transformers rounds, so that long contexts agree with it.
        const auto frequency = static_cast<float>(
            std::pow(theta, -2.0 * static_cast<double>(i) / static_cast<double>(config.headDim)));
        frequencies.push_back(
            full ? static_cast<float>(stretchedFrequency(static_cast<double>(frequency), config.ropeScaling))
                 : frequency);
    }
    return frequencies;
}

RopeAngles ropeAngles(const ModelConfig& config, LayerKind kind, std::size_t positions)
{
    const std::vector<float> frequencies = ropeFrequencies(config, kind);
    RopeAngles angles;
    angles.half = frequencies.size();
    angles.cos.resize(positions * angles.half);
    angles.sin.resize(positions * angles.half);
    for (std::size_t i = 0; i < angles.half; ++i) {
        for (std::size_t position = 0; position < positions; ++position) {
            const float angle = static_cast<float>(position) * frequencies[i];
            angles.cos[position * angles.half + i] = static_cast<float>(std::cos(static_cast<double>(angle)));
            angles.sin[position * angles.half + i] = static_cast<float>(std::sin(static_cast<double>(angle)));
        }
    }
    return angles;
}

RopeTensors ropeTensors(const ModelConfig& config, LayerKind kind, std::int64_t positions, c10::Device device)
{
    if (config.positions == PositionKind::Learned)
        return {};
    RopeAngles angles = ropeAngles(config, kind, static_cast<std::size_t>(positions));
    const auto half = static_cast<std::int64_t>(angles.half);
    const auto toTensor = [&](std::vector<float>& values) {
        return at::from_blob(values.data(), {positions, half}, at::kFloat).clone().to(device);
    };
    return {toTensor(angles.cos), toTensor(angles.sin)};
}

RopeTensors gatherAngles(const RopeTensors& table, const at::Tensor& positions, at::IntArrayRef shape)
{
    if (!table.cos.defined())
        return {};
    std::vector<std::int64_t> full = shape.vec();
    full.push_back(table.cos.size(-1));
    const at::Tensor flat = positions.reshape({-1});
    return {table.cos.index_select(0, flat).view(full), table.sin.index_select(0, flat).view(full)};
}

at::Tensor applyRope(const at::Tensor& x, const RopeTensors& angles)
{
    const std::int64_t half = x.size(-1) / 2;
    const at::Tensor first = x.narrow(-1, 0, half);
    const at::Tensor second = x.narrow(-1, half, half);
    return at::cat(at::TensorList{(first * angles.cos).addcmul_(second, angles.sin, -1),
                                  (second * angles.cos).addcmul_(first, angles.sin)},
                   -1);
}

Rotation::Rotation(const ModelConfig& config, const RopeTensors& angles)
    : m_scale(config.queryScale())
    , m_key(angles)
{
    if (angles.cos.defined())
        m_query = {(angles.cos * m_scale).unsqueeze(-3), (angles.sin * m_scale).unsqueeze(-3)};
}

at::Tensor Rotation::ofQuery(const at::Tensor& query) const
{
    return m_query.cos.defined() ? applyRope(query.to(at::kFloat), m_query).to(query.scalar_type())
                                 : query * m_scale;
}

at::Tensor Rotation::ofKey(const at::Tensor& key) const
{
    return m_key.cos.defined() ? applyRope(key.to(at::kFloat), m_key).to(key.scalar_type()) : key;
}

} // namespace rw
