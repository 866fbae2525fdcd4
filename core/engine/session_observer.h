#pragma once

#include "core/protocol/messages.h"

namespace rw {

/// Told what a session does, on the session's thread. The messages are those of the pipe.
class SessionObserver
{
public:
    virtual ~SessionObserver() = default;

    virtual void groupStarted(const protocol::GroupStarted&) {}
    virtual void tokens(const protocol::Tokens&) {}
    virtual void answerEnded(const protocol::AnswerEnded&) {}
    virtual void answerFinished(const protocol::AnswerFinished&) {}
    virtual void groupFinished(const protocol::GroupFinished&) {}
    virtual void trainProgress(const protocol::TrainProgress&) {}
    /// The run's prompt set has changed, and with it the run's configuration.
    virtual void configured(const TrainingConfig&) {}
    virtual void stepCommitted(const protocol::StepCommitted&) {}
};

} // namespace rw
