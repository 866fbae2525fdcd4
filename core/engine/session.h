#pragma once

#include "core/engine/environment.h"
#include "core/engine/sampling_model.h"
#include "core/engine/session_observer.h"
#include "core/engine/training_run.h"
#include "core/policy/device.h"
#include "core/protocol/messages.h"
#include "core/protocol/model_messages.h"
#include "core/protocol/verdict_messages.h"
#include "core/review/stored_review.h"
#include "core/runlog/run_log_guard.h"
#include "core/sets/attempt_recorder.h"
#include "core/sets/prompt_set_watch.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace rw {

/// An open run: joins policy, trainer, verifier and run log. What the window asks for over the pipe and what
/// `train` does on the command line both end here. All calls on one thread, except where it says that any
/// thread may.
class Session
{
public:
    /// Makes the run folder or resumes the one there.
    /// On resume the log decides: checkpoint folders it does not know are removed, steps after its last
    /// checkpoint superseded.
    /// @throws Error that names what is missing or at fault; a run that could not be made leaves nothing
    /// behind. Cancelled if `watch` says so, likewise.
    Session(const protocol::OpenRunParams& params, const DeviceChoice& device, const Environment& environment,
            const LoadWatch& watch = {});
    ~Session();

    [[nodiscard]] protocol::RunOpened opened() const;
    [[nodiscard]] int step() const;
    [[nodiscard]] const TrainingConfig& config() const;

    /// Answers one prompt N times with the weights of `params.stage` and records every answer as it ends.
    protocol::GenerateResult generate(const protocol::GenerateParams& params, SessionObserver& observer,
                                      const std::atomic<bool>& cancel);

    /// Trains `steps` steps; ends early, after a whole step, when `pause` is set.
    /// @throws Error if the run was opened for answers alone.
    protocol::TrainResult train(int steps, SessionObserver& observer, const std::atomic<bool>& pause);

    /// What the model reads when it is asked `prompt`.
    [[nodiscard]] protocol::ExactPrompt exactPrompt(const Prompt& prompt) const;

    /// Writes the current weights as other programs open them.
    [[nodiscard]] protocol::ModelExported exportModel(const protocol::ExportModelParams& params) const;

    /// Takes effect with the next step; recorded as an event. Prompt sets are followed likewise: what is
    /// changed in the one that the run takes its prompts from takes effect with the next draw.
    void configure(const TrainingConfig& config);

    /// Any thread. Committed when it returns; a repeated uuid changes nothing.
    void recordStar(const StarRecord& star);
    /// The same for a person's verdict. @return with the verdict that counts from now on
    protocol::JudgeAcknowledged recordJudgement(const JudgementRecord& judgement);

    /// Any thread. Lets the library of prompts know how the group of a judged answer fares now, where its
    /// prompt is from there. @throws Error where the log cannot be read.
    void recordAttemptsAgain(RolloutId judged) const;

    /// Any thread: these judge stored answers again, see core/review/stored_review.h. The first does so with
    /// the run's verifiers as they are configured, stores what they say and records it as an event.
    protocol::VerifyAgainResult verifyAgain(const protocol::VerifyAgainParams& params,
                                            const ReviewWatch& watch);
    [[nodiscard]] protocol::PreviewVerifiersResult
    previewVerifiers(const protocol::PreviewVerifiersParams& params, const ReviewWatch& watch) const;
    [[nodiscard]] VerifierBench benchVerifiers(const protocol::BenchVerifiersParams& params,
                                               const ReviewWatch& watch) const;

private:
    void create(const protocol::OpenRunParams& params, const Environment& environment,
                const LoadWatch& watch);
    void resume(const protocol::OpenRunParams& params, const Environment& environment,
                const LoadWatch& watch);
    void begin(const TrainingConfig& config, LoadedModel policy, const LoadWatch& watch);
    /// What others have changed in the run's prompt set takes effect, and is recorded as an event.
    void followSet(SessionObserver& observer);
    void recordSet(const PromptSet& set);
    SamplingModel& stage(const std::string& name);
    [[nodiscard]] std::filesystem::path stageDirectory(const std::string& name) const;
    [[nodiscard]] bool isCurrent(const std::string& stageName) const;
    [[nodiscard]] bool isBuiltIn() const; ///< of the shape of the built-in model

    protocol::OpenRunParams m_params;
    DeviceChoice m_device;
    VerificationPool m_verification; ///< outlives the models that answer
    std::unique_ptr<RunLogGuard> m_log;
    TrainingSources m_sources;
    LibraryAccess m_library; ///< for the thread that calls
    std::optional<AttemptRecorder> m_attempts;
    std::optional<PromptSetWatch> m_set;
    std::unique_ptr<SamplingModel> m_policy;
    std::unique_ptr<TrainingRun> m_training; ///< none in a run opened for answers alone
    TrainingConfig m_config;                 ///< where there is no m_training
    int m_startStep = 0;
    std::map<std::string, std::unique_ptr<SamplingModel>> m_stages; ///< weights other than the current ones
};

} // namespace rw
