#pragma once

#include "core/runlog/run_log_writer.h"

#include <mutex>
#include <utility>

namespace rw {

/// The run log with the mutex that lets stars be recorded while a step or a generation runs. Held for one
/// transaction at a time.
class RunLogGuard
{
public:
    explicit RunLogGuard(RunLogWriter writer)
        : m_writer(std::move(writer))
    {
    }

    /// Calls `use(RunLogWriter&)` with the log locked.
    template <class Use>
    auto with(Use&& use)
    {
        const std::lock_guard lock(m_mutex);
        return std::forward<Use>(use)(m_writer);
    }

private:
    std::mutex m_mutex;
    RunLogWriter m_writer;
};

} // namespace rw
