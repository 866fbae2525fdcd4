#pragma once

#include "core/verify/verifier.h"

#include <condition_variable>
#include <mutex>

namespace rw::test {

/// Hangs on answers that read "hang" until it is released; every other answer is correct when it is the
/// expected one.
class HangingVerifier final : public Verifier
{
public:
    explicit HangingVerifier(std::chrono::milliseconds deadline)
        : m_deadline(deadline)
    {
    }

    [[nodiscard]] std::string_view name() const override { return "hanging"; }
    [[nodiscard]] std::chrono::milliseconds deadline() const override { return m_deadline; }

    [[nodiscard]] Verdict judge(const Prompt& prompt, const WrittenAnswer& answer) const override
    {
        if (answer.text == "hang") {
            std::unique_lock lock(m_mutex);
            ++m_hanging;
            m_changed.notify_all();
            m_changed.wait(lock, [this] { return m_released; });
            --m_hanging;
        }
        Verdict verdict;
        verdict.outcome = answer.text == prompt.answer ? Outcome::Correct : Outcome::Wrong;
        return verdict;
    }

    void waitUntilHanging(int threads)
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return m_hanging >= threads; });
    }

    void release()
    {
        const std::lock_guard lock(m_mutex);
        m_released = true;
        m_changed.notify_all();
    }

private:
    std::chrono::milliseconds m_deadline;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    mutable int m_hanging = 0;
    bool m_released = false;
};

} // namespace rw::test
