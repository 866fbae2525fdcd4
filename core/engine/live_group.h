#pragma once

#include "core/engine/rollout_sampler.h"
#include "core/engine/session_observer.h"
#include "core/runlog/run_log_guard.h"

#include <chrono>
#include <cstddef>
#include <span>

namespace rw {

/// Turns the sampler's callbacks into the session's messages, and commits each answer before telling of it.
class LiveGroup
{
public:
    LiveGroup(GroupId id, RunLogGuard& log, SessionObserver& observer);

    [[nodiscard]] SamplingObserver callbacks();
    /// Call it when all answers have finished.
    void finish();

private:
    using Clock = std::chrono::steady_clock;

    void text(std::span<const LiveText> live);
    void ended(const Rollout& rollout);
    void finished(const Rollout& rollout);

    [[nodiscard]] double seconds() const;
    /// Of decoding alone: the prefill ends with the first token and is left out.
    [[nodiscard]] double tokensPerSecond() const;

    GroupId m_id;
    RunLogGuard& m_log;
    SessionObserver& m_observer;
    Clock::time_point m_begin = Clock::now();
    Clock::time_point m_firstToken = m_begin;
    std::size_t m_steps = 0;
    std::size_t m_decoded = 0;
};

} // namespace rw
