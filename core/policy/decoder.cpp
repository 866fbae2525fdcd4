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
    const auto epsilon = static_cast<float>(config.rmsNormEps);
    at::Tensor x = at::embedding(weights.embedding(), tokens);
    for (std::size_t layer = 0; layer < static_cast<std::size_t>(config.layers); ++layer) {
        const auto weight = [&](LayerWeight which) -> const at::Tensor& {
            return weights.layer(layer, which);
        };
        const at::Tensor normed = rmsNorm(x, weight(LayerWeight::InputNorm), epsilon);
        const at::Tensor mixed = attention({at::linear(normed, weight(LayerWeight::Query)),
                                            at::linear(normed, weight(LayerWeight::Key)),
                                            at::linear(normed, weight(LayerWeight::Value))});
        x = x + at::linear(mixed, weight(LayerWeight::Output));

        const at::Tensor inner = rmsNorm(x, weight(LayerWeight::PostAttentionNorm), epsilon);
        const at::Tensor gate = at::silu(at::linear(inner, weight(LayerWeight::Gate)));
        x = x + at::linear(gate * at::linear(inner, weight(LayerWeight::Up)), weight(LayerWeight::Down));
    }
    return rmsNorm(x, weights.finalNorm(), epsilon);
}

} // namespace rw
