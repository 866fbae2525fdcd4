#include "core/engine/review_thread.h"

#include <utility>

namespace rw {

ReviewThread::ReviewThread()
    : m_thread([this] { run(); })
{
}

ReviewThread::~ReviewThread()
{
    cancel();
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        m_changed.notify_all();
    }
    m_thread.join();
}

void ReviewThread::post(Work work)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back({std::move(work), std::make_shared<std::atomic<bool>>(false)});
    m_changed.notify_all();
}

void ReviewThread::cancel()
{
    const std::lock_guard lock(m_mutex);
    if (m_running)
        *m_running = true;
    for (const Posted& posted : m_waiting)
        *posted.cancelled = true;
}

void ReviewThread::waitUntilIdle()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_waiting.empty() && !m_running; });
}

void ReviewThread::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return m_ending || !m_waiting.empty(); });
        if (m_waiting.empty())
            return;
        const Posted next = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_running = next.cancelled;
        lock.unlock();
        next.work(*next.cancelled);
        lock.lock();
        m_running.reset();
        m_changed.notify_all();
    }
}

} // namespace rw
