#pragma once

#include "core/policy/transformer.h"
#include "core/training/adamw.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rw {

/// A sequence to learn by next-token loss.
struct TrainingSequence
{
    std::vector<std::int32_t> tokens;
    std::size_t contextLength = 1; ///< tokens in front that are given: a question. At least 1.
    float contextWeight = 0.0F;    ///< weight of predicting those tokens; that of the others is 1
};

/// Supervised training: cross-entropy of each token given those before it. Owns the optimizer, not the model.
class LanguageModelTrainer
{
public:
    explicit LanguageModelTrainer(Transformer& model);

    /// One update on right-padded sequences.
    /// @return the mean loss in nats over the weighted tokens.
    /// @throws Error where the loss or the gradient is not finite: the weights are then unchanged.
    double step(std::span<const TrainingSequence> sequences, const AdamWSettings& settings,
                double maxGradNorm);

    [[nodiscard]] AdamW& optimizer() { return m_optimizer; }

private:
    Transformer& m_model;
    AdamW m_optimizer;
};

/// The loss alone, with its gradient recorded. A scalar.
at::Tensor languageModelLoss(const Transformer& model, std::span<const TrainingSequence> sequences);

} // namespace rw
