#pragma once

#include "core/policy/transformer.h"
#include "core/rollout/metrics.h"
#include "core/rollout/rollout.h"
#include "core/rollout/training_config.h"
#include "core/training/adamw.h"

#include <filesystem>
#include <functional>
#include <span>

namespace rw {

/// Reinforcement learning of a policy from finished groups. Used by one thread at a time; does not own the
/// policy.
class Trainer
{
public:
    /// @param policy    the weights that learn
    /// @param reference the run's starting weights, for `kl`. A copy of `policy` costs nothing until the
    /// first
    ///                  update, before which the trainer makes it a frozen copy; the policy's base() under an
    ///                  adapter costs nothing at all.
    Trainer(Transformer& policy, Transformer reference, const TrainingConfig& config);

    void setConfig(const TrainingConfig& config);
    [[nodiscard]] const TrainingConfig& config() const { return m_config; }
    /// Steps done since the run's start.
    [[nodiscard]] int step() const { return m_step; }

    /// Number of weights that learn.
    [[nodiscard]] std::int64_t learningWeights() const;

    /// One optimizer step on the groups. Fills rewards and advantage of each rollout.
    /// @param progress called after each micro-batch with the share done, 0 to 1.
    /// @return metrics by TRL's names, without those of sampling and timing.
    /// @throws Error if no group has an answer, or the loss or gradient is not finite: the weights are then
    /// unchanged.
    Metrics train(std::span<RolloutGroup> groups, const std::function<void(double)>& progress = {});

    /// Optimizer state and step, in `directory`/optimizer.safetensors and trainer_state.json.
    void saveState(const std::filesystem::path& directory) const;
    void loadState(const std::filesystem::path& directory);

private:
    class Pass;

    void accumulate(std::span<const RolloutGroup> groups, Pass& pass,
                    const std::function<void(double)>& progress);
    [[nodiscard]] std::int64_t rowsAtOnce(std::span<const RolloutGroup> groups) const;

    Transformer& m_policy;
    Transformer m_reference;
    TrainingConfig m_config;
    AdamW m_optimizer;
    int m_step = 0;
};

} // namespace rw
