#include "core/training/policy_loss.h"

#include "core/policy/torch_compat.h"

#include <ATen/ops/minimum.h>

#include <algorithm>
#include <numeric>

namespace rw {

at::Tensor clippedTokenLoss(const at::Tensor& logprobs, const at::Tensor& old, const at::Tensor& advantages,
                            float epsilonLow, float epsilonHigh)
{
    const at::Tensor ratio = (logprobs - old).exp();
    const at::Tensor clipped = ratio.clamp(1.0F - epsilonLow, 1.0F + epsilonHigh);
    return at::minimum(ratio * advantages, clipped * advantages).neg();
}

at::Tensor klToReference(const at::Tensor& logprobs, const at::Tensor& reference)
{
    const at::Tensor difference = reference - logprobs;
    return difference.exp() - difference - 1.0;
}

ClipRatios clipRatios(const at::Tensor& logprobs, const at::Tensor& old, const at::Tensor& advantages,
                      float epsilonLow, float epsilonHigh)
{
    const at::NoGradGuard noGrad;
    if (logprobs.numel() == 0)
        return {};
    const at::Tensor ratio = (logprobs - old).exp();
    const at::Tensor below = ratio.lt(1.0F - epsilonLow).logical_and(advantages.lt(0.0));
    const at::Tensor above = ratio.gt(1.0F + epsilonHigh).logical_and(advantages.gt(0.0));
    return {below.to(at::kFloat).mean().item<double>(), above.to(at::kFloat).mean().item<double>()};
}

std::vector<float> tokenWeights(LossType type, std::span<const std::int64_t> lengths, int tokenLimit)
{
    const auto sequences = static_cast<float>(
        std::count_if(lengths.begin(), lengths.end(), [](std::int64_t n) { return n > 0; }));
    const auto tokens = static_cast<float>(std::accumulate(lengths.begin(), lengths.end(), std::int64_t{0}));
    const auto weightOf = [&](std::int64_t length) {
        if (length == 0)
            return 0.0F;
        switch (type) {
        case LossType::Grpo:
            return 1.0F / (sequences * static_cast<float>(length));
        case LossType::Bnpo:
        case LossType::Dapo:
            return 1.0F / tokens;
        case LossType::DrGrpo:
            return 1.0F / (sequences * static_cast<float>(tokenLimit));
        }
        return 0.0F;
    };
    std::vector<float> weights;
    std::transform(lengths.begin(), lengths.end(), std::back_inserter(weights), weightOf);
    return weights;
}

} // namespace rw
