#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace rw {

/// Does what needs no model one after the other on a thread of its own, so that neither a step nor a
/// generation waits for it. Any thread may call.
class ReviewThread
{
public:
    /// Never throws; ends soon once the flag is set.
    using Work = std::function<void(const std::atomic<bool>& cancelled)>;

    ReviewThread();
    /// Cancels, and waits for the end.
    ~ReviewThread();
    ReviewThread(const ReviewThread&) = delete;
    ReviewThread& operator=(const ReviewThread&) = delete;

    void post(Work work);
    /// Cancels what runs and what waits; each is still called, to say so.
    void cancel();
    /// Returns when nothing runs and nothing waits.
    void waitUntilIdle();

private:
    struct Posted
    {
        Work work;
        std::shared_ptr<std::atomic<bool>> cancelled;
    };

    void run();

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Posted> m_waiting;
    std::shared_ptr<std::atomic<bool>> m_running; ///< the flag of what runs
    bool m_ending = false;
    std::thread m_thread;
};

} // namespace rw
