#include "core/policy/decoder.h"

#include "core/policy/torch_compat.h"

namespace rw {

at::Tensor rmsNorm(const at::Tensor& x, const at::Tensor& weight, float epsilon)
{
    const at::Tensor scale = x.square().mean(-1, true).add_(epsilon).rsqrt_();
    return x * scale * weight;
}

at::Tensor decodeRows(const WeightView& weights, const ModelConfig& config, const at::Tensor& tokens,
                      const RowAttention& attention)
{
    const auto epsilon = static_cast<float>(config.normEps);
    at::Tensor x = at::embedding(weights.embedding(), tokens);
    for (std::size_t layer = 0; layer < static_cast<std::size_t>(config.layers); ++layer) {
        const auto weight = [&](WeightRole which) -> const at::Tensor& {
            return weights.layer(layer, which);
        };
        const at::Tensor normed = rmsNorm(x, weight(WeightRole::InputNorm), epsilon);
        const at::Tensor mixed = attention({at::linear(normed, weight(WeightRole::Query)),
                                            at::linear(normed, weight(WeightRole::Key)),
                                            at::linear(normed, weight(WeightRole::Value))});
        x = x + at::linear(mixed, weight(WeightRole::AttentionOutput));

        const at::Tensor inner = rmsNorm(x, weight(WeightRole::FeedForwardNorm), epsilon);
        const at::Tensor gate = at::silu(at::linear(inner, weight(WeightRole::Gate)));
        x = x + at::linear(gate * at::linear(inner, weight(WeightRole::Up)), weight(WeightRole::Down));
    }
    return rmsNorm(x, weights.finalNorm(), epsilon);
}

} // namespace rw
