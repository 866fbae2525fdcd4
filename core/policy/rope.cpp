#include "core/policy/rope.h"

#include "core/policy/torch_compat.h"

#include <cmath>

namespace rw {

RopeAngles ropeAngles(const ModelConfig& config, std::size_t positions)
{
    RopeAngles angles;
    angles.half = static_cast<std::size_t>(config.headDim) / 2;
    angles.cos.resize(positions * angles.half);
    angles.sin.resize(positions * angles.half);
    for (std::size_t i = 0; i < angles.half; ++i) {
        // Rounded to float where transformers rounds, so that long contexts agree with it.
        const auto frequency =
            static_cast<float>(std::pow(static_cast<double>(config.ropeTheta),
                                        -2.0 * static_cast<double>(i) / static_cast<double>(config.headDim)));
        for (std::size_t position = 0; position < positions; ++position) {
            const float angle = static_cast<float>(position) * frequency;
            angles.cos[position * angles.half + i] = static_cast<float>(std::cos(static_cast<double>(angle)));
            angles.sin[position * angles.half + i] = static_cast<float>(std::sin(static_cast<double>(angle)));
        }
    }
    return angles;
}

RopeTensors ropeTensors(const ModelConfig& config, std::int64_t positions, c10::Device device)
{
    RopeAngles angles = ropeAngles(config, static_cast<std::size_t>(positions));
    const auto half = static_cast<std::int64_t>(angles.half);
    const auto toTensor = [&](std::vector<float>& values) {
        return at::from_blob(values.data(), {positions, half}, at::kFloat).clone().to(device);
    };
    return {toTensor(angles.cos), toTensor(angles.sin)};
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

} // namespace rw
