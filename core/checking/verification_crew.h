#pragma once

#include "core/checking/verification_pool.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw {

/// What a batch waits for, and what has come. Guarded by the crew's mutex.
struct VerificationInbox
{
    struct Expected
    {
        std::shared_ptr<const Verifier> verifier;
        std::string answer; ///< the prompt's
    };

    std::vector<Judged> judged;
    std::unordered_map<std::size_t, Expected> pending;
};

/// An answer on its way to a verdict.
struct VerificationJob
{
    std::shared_ptr<const Verifier> verifier;
    Prompt prompt;
    std::string completion;
    FinishReason finish = FinishReason::Stop;
    int tokens = 0; ///< 0: unknown
    std::shared_ptr<VerificationInbox> inbox;
    std::size_t number = 0;
};

/// The threads of a pool with the queue they work on. They are detached and hold the crew: one that hangs
/// keeps what it uses alive and nobody waits for it.
class VerificationCrew : public std::enable_shared_from_this<VerificationCrew>
{
public:
    using Clock = std::chrono::steady_clock;

    VerificationCrew(unsigned strength, unsigned mostStuck);

    /// Starts the threads.
    void start();
    /// Ends them, once they are done or `patience` is over.
    void stop(std::chrono::milliseconds patience);

    void submit(VerificationJob job);
    [[nodiscard]] std::vector<Judged> collect(VerificationInbox& inbox);
    /// Waits until there is something to collect, nothing is pending, or it is `until`.
    [[nodiscard]] std::vector<Judged> collectBy(VerificationInbox& inbox,
                                                const std::optional<Clock::time_point>& until);
    /// Forgets what `inbox` still waits for. @return what had come, and for the rest a verdict that says so.
    std::vector<Judged> abandon(const std::shared_ptr<VerificationInbox>& inbox);

private:
    struct Running
    {
        std::shared_ptr<VerificationInbox> inbox;
        std::size_t number = 0;
        Clock::time_point until;
        bool stuck = false;
    };

    void addThread();
    void work(std::uint64_t thread);
    /// Takes the first job; the lock is held.
    VerificationJob take(std::uint64_t thread);
    void deliver(VerificationInbox& inbox, std::size_t number, Verdict verdict);
    /// Gives up what runs too long, and what nobody is left to do.
    void enforceDeadlines(Clock::time_point now);
    [[nodiscard]] Clock::time_point nextDeadline() const;
    [[nodiscard]] unsigned atWork() const { return m_threads - m_stuck; }

    const unsigned m_strength;
    const unsigned m_mostStuck;

    std::mutex m_mutex;
    std::condition_variable m_submitted;
    std::condition_variable m_changed; ///< a verdict came, a thread ended, or a deadline drew nearer
    std::deque<VerificationJob> m_waiting;
    std::map<std::uint64_t, Running> m_running; ///< by thread
    std::uint64_t m_lastThread = 0;
    unsigned m_threads = 0; ///< those that hang counted in
    unsigned m_stuck = 0;
    Clock::time_point m_nextLook = Clock::time_point::max(); ///< when a waiting user looks at deadlines again
    bool m_stopping = false;
};

} // namespace rw
