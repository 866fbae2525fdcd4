#pragma once

#include "core/policy/transformer.h"

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// Settings of one AdamW update (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", algorithm
/// 2).
struct AdamWSettings
{
    float learningRate = 1e-3F;
    float beta1 = 0.9F;
    float beta2 = 0.98F;
    float epsilon = 1e-8F;
    float weightDecay = 0.0F; ///< applied to matrices only
};

/// What gradients of L2 norm `norm` are multiplied by so that it becomes at most `maxNorm`.
double clipScale(double norm, double maxNorm);

/// AdamW over the parameters of a transformer. Keeps first and second moments, fp32, on the parameters'
/// device.
class AdamW
{
public:
    explicit AdamW(std::span<const NamedTensor> parameters);

    /// L2 norm over all gradients in `tensor.grad()`. The same bits for any number of threads.
    [[nodiscard]] double gradientNorm() const;
    /// Applies the gradients times `gradientScale` and clears them.
    void update(const AdamWSettings& settings, double gradientScale = 1.0);
    void clearGradients();

    /// Moments under the names "exp_avg.<parameter>" and "exp_avg_sq.<parameter>", for checkpoints.
    [[nodiscard]] std::vector<NamedTensor> state() const;
    [[nodiscard]] std::int64_t updates() const { return m_updates; }
    void setUpdates(std::int64_t updates) { m_updates = updates; }

private:
    std::vector<NamedTensor> m_parameters;
    std::vector<at::Tensor> m_expAvg;
    std::vector<at::Tensor> m_expAvgSq;
    std::int64_t m_updates = 0;
};

} // namespace rw
