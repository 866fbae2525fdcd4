#pragma once

#include "core/engine/environment.h"
#include "core/engine/run_log_guard.h"
#include "core/engine/session_observer.h"
#include "core/engine/training_run.h"
#include "core/policy/device.h"
#include "core/protocol/messages.h"

#include <atomic>
#include <map>
#include <memory>
#include <string>

namespace rw {

/// An open run: joins policy, trainer, verifier and run log. What the window asks for over the pipe and what
/// `train` does on the command line both end here. All calls on one thread, except recordStar().
class Session
{
public:
    /// Makes the run folder or resumes the one there.
    /// On resume the log decides: checkpoint folders it does not know are removed, steps after its last
    /// checkpoint superseded.
    /// @throws Error that names what is missing or at fault; a run that could not be made leaves nothing
    /// behind.
    Session(const protocol::OpenRunParams& params, const DeviceChoice& device,
            const Environment& environment);
    ~Session();

    [[nodiscard]] protocol::RunOpened opened() const;
    [[nodiscard]] int step() const;
    [[nodiscard]] const TrainingConfig& config() const;

    /// Answers one prompt N times with the weights of `params.stage` and records every answer as it ends.
    protocol::GenerateResult generate(const protocol::GenerateParams& params, SessionObserver& observer,
                                      const std::atomic<bool>& cancel);

    /// Trains `steps` steps; ends early, after a whole step, when `pause` is set.
    protocol::TrainResult train(int steps, SessionObserver& observer, const std::atomic<bool>& pause);

    /// Takes effect with the next step; recorded as an event.
    void configure(const TrainingConfig& config);

    /// Any thread. Committed when it returns; a repeated uuid changes nothing.
    void recordStar(const StarRecord& star);

private:
    struct Stage;

    Stage& stage(const std::string& name);
    [[nodiscard]] bool isCurrent(const std::string& stageName) const;

    protocol::OpenRunParams m_params;
    DeviceChoice m_device;
    std::unique_ptr<Verifier> m_verifier;
    std::unique_ptr<RunLogGuard> m_log;
    std::unique_ptr<TrainingRun> m_training;
    std::map<std::string, std::unique_ptr<Stage>> m_stages;
};

} // namespace rw
