#pragma once

#include <atomic>
#include <chrono>

namespace rw {

/// Holds back a loop so that people can follow it: wait() returns at most `perSecond` times a second.
class Pacer
{
public:
    /// @param perSecond 0: as fast as it goes
    explicit Pacer(double perSecond);

    /// Sleeps until the next turn is due, or until `cancel` is set, which is looked at often.
    void wait(const std::atomic<bool>& cancel);

private:
    using Clock = std::chrono::steady_clock;

    Clock::duration m_interval;
    Clock::time_point m_due;
};

} // namespace rw
