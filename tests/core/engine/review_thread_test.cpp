#include "core/engine/review_thread.h"

#include <gtest/gtest.h>

#include <future>
#include <vector>

namespace rw {
namespace {

/// Ends when it is cancelled, and says so.
struct Patient
{
    std::promise<void> begun;
    std::promise<bool> ended;

    [[nodiscard]] ReviewThread::Work work()
    {
        return [this](const std::atomic<bool>& cancelled) {
            begun.set_value();
            while (!cancelled)
                std::this_thread::yield();
            ended.set_value(true);
        };
    }
};

TEST(ReviewThread, WorksInOrderOnOneThread)
{
    std::vector<int> order;
    ReviewThread thread;
    for (int i = 0; i < 5; ++i)
        thread.post([&order, i](const std::atomic<bool>& cancelled) { order.push_back(cancelled ? -1 : i); });
    thread.waitUntilIdle();
    EXPECT_EQ(order, (std::vector{0, 1, 2, 3, 4}));
}

TEST(ReviewThread, CancelEndsWhatRunsAndTellsWhatWaits)
{
    Patient patient;
    bool waitingWasCancelled = false;
    bool laterWasCancelled = true;
    ReviewThread thread;
    thread.post(patient.work());
    thread.post([&](const std::atomic<bool>& cancelled) { waitingWasCancelled = cancelled; });
    patient.begun.get_future().wait();
    thread.cancel();
    thread.post([&](const std::atomic<bool>& cancelled) { laterWasCancelled = cancelled; });
    thread.waitUntilIdle();
    EXPECT_TRUE(patient.ended.get_future().get());
    EXPECT_TRUE(waitingWasCancelled);
    EXPECT_FALSE(laterWasCancelled);
}

TEST(ReviewThread, ItsEndIsACancelToo)
{
    Patient patient;
    bool waitingWasCalled = false;
    {
        ReviewThread thread;
        thread.post(patient.work());
        thread.post([&](const std::atomic<bool>& cancelled) { waitingWasCalled = cancelled; });
        patient.begun.get_future().wait();
    }
    EXPECT_TRUE(patient.ended.get_future().get());
    EXPECT_TRUE(waitingWasCalled) << "each request gets its answer";
}

} // namespace
} // namespace rw
