#pragma once

#include "core/engine/sampling_model.h"
#include "core/engine/session_observer.h"
#include "core/library/prompt_source.h"
#include "core/rollout/weighted_order.h"
#include "core/runlog/run_log_guard.h"
#include "core/sets/attempt_recorder.h"
#include "core/training/trainer.h"

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rw {

/// Where a training run takes what it needs.
struct TrainingSources
{
    std::filesystem::path runDirectory;
    std::filesystem::path start;          ///< the run's starting model: the base of an adapter
    std::filesystem::path optimizerState; ///< a checkpoint; empty for a new run
    std::string prompts;                  ///< see loadPrompts()
    std::filesystem::path library;        ///< of prompts; empty: defaultLibraryFile()
    std::uint64_t seed = 1;
};

/// What a run trains on, as its source has it now.
struct TrainingPrompts
{
    /// @throws Error where there is nothing to train on.
    explicit TrainingPrompts(const TrainingSources& sources);

    std::string source; ///< see loadPrompts()
    LoadedPrompts training;
    WeightedOrder order;         ///< of `training`
    std::vector<Prompt> heldOut; ///< empty where the prompts have no held-out part
};

/// The part of a session that learns: reference, optimizer, prompts. Refers to the policy, whose weights it
/// moves, to the log and to the recorder. Used by one thread at a time.
class TrainingRun
{
public:
    /// @param reference the run's starting weights, for `kl`
    TrainingRun(const TrainingSources& sources, const TrainingConfig& config, SamplingModel& policy,
                Transformer reference, RunLogGuard& log, AttemptRecorder& attempts);

    [[nodiscard]] int step() const { return m_trainer->step(); }
    [[nodiscard]] const TrainingConfig& config() const { return m_trainer->config(); }
    void configure(const TrainingConfig& config) { m_trainer->setConfig(config); }
    /// The same for the prompts: from the next step on.
    void setPrompts(TrainingPrompts prompts) { m_prompts = std::move(prompts); }

    /// Trains `steps` steps; after each the log has the step and its checkpoint. Ends early, after a whole
    /// step, on `pause`.
    /// @param beforeStep called before each step, which may configure() and setPrompts()
    protocol::TrainResult train(int steps, SessionObserver& observer, const std::atomic<bool>& pause,
                                const std::function<void()>& beforeStep);

private:
    struct Progress;

    void evaluateStart(Progress& progress); ///< once a run
    void trainOneStep(Progress& progress);
    std::vector<RolloutGroup> collectGroups(Progress& progress);
    std::vector<RolloutGroup> sampleFresh(std::size_t count, Progress& progress);
    void record(std::vector<RolloutGroup>& groups, GroupSource source);
    Metrics evaluateHeldOut(Progress& progress);
    /// @return the folder's name below checkpoints/
    std::string writeCheckpoint();
    void pruneCheckpoints();

    TrainingSources m_sources;
    RunLogGuard& m_log;
    SamplingModel& m_policy;
    std::filesystem::path m_textFiles; ///< a model directory to take tokenizer and chat template from
    std::unique_ptr<Trainer> m_trainer;
    TrainingPrompts m_prompts;
    AttemptRecorder& m_attempts;
};

/// The seed of the draws of one step: differs from step to step and never exceeds 53 bits, so that JSON keeps
/// it exactly.
std::uint64_t stepSeed(std::uint64_t runSeed, int step);

} // namespace rw
