#pragma once

#include "core/verify/verifier.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace rw {

class VerificationCrew;
struct VerificationInbox;

/// One verdict that came, by the number that VerificationBatch::submit() gave.
struct Judged
{
    std::size_t number = 0;
    Verdict verdict;
};

/// Threads that verify answers while others are still being written.
///
/// A verdict that takes longer than its verifier's deadline() becomes Outcome::Error with a message that says
/// so. The thread that hangs is replaced, so that the pool keeps its strength, and ends when it comes to life
/// again. Once `mostStuck` threads hang at a time no more are replaced; when all of them hang, what waits is
/// refused with an error. Deadlines are looked at when somebody asks for verdicts.
class VerificationPool
{
public:
    struct Options
    {
        unsigned threads = 0;   ///< 0: one a core, at least two and at most 16
        unsigned mostStuck = 8; ///< threads that may hang at a time
    };

    explicit VerificationPool(std::shared_ptr<const Verifier> verifier);
    VerificationPool(std::shared_ptr<const Verifier> verifier, const Options& options);
    /// Waits a quarter of a second for verdicts under way; a thread that is not done then is left behind,
    /// with all that it holds.
    ~VerificationPool();
    VerificationPool(const VerificationPool&) = delete;
    VerificationPool& operator=(const VerificationPool&) = delete;

    /// What is submitted from now on is judged by `verifier`. The thread that submits.
    void setVerifier(std::shared_ptr<const Verifier> verifier);
    [[nodiscard]] const Verifier& verifier() const { return *m_verifier; }

private:
    friend class VerificationBatch;

    std::shared_ptr<const Verifier> m_verifier;
    std::shared_ptr<VerificationCrew> m_crew; ///< shared with the threads, which may outlive the pool
};

/// The answers that one user has in a pool. Used by one thread at a time; outlived by its pool.
///
/// Which verdict comes first depends on the threads: put them where their numbers say.
class VerificationBatch
{
public:
    explicit VerificationBatch(VerificationPool& pool);
    /// Gives up what has not come.
    ~VerificationBatch();
    VerificationBatch(const VerificationBatch&) = delete;
    VerificationBatch& operator=(const VerificationBatch&) = delete;

    /// Never waits. @return its number: 0, 1, 2, ...
    /// @param tokens that the answer has, with its stop token; 0: unknown
    std::size_t submit(Prompt prompt, std::string completion, FinishReason finish, int tokens = 0);

    /// The verdicts that have come since the last call. Never waits.
    [[nodiscard]] std::vector<Judged> poll();
    /// The same, but waits for one where there is none. None only where nothing is pending.
    [[nodiscard]] std::vector<Judged> wait();
    /// The same, but waits no longer than `patience`.
    [[nodiscard]] std::vector<Judged> waitFor(std::chrono::milliseconds patience);
    /// The verdicts that come within `patience`, and for the rest Outcome::Undecided with a message that says
    /// that the verifying was cancelled. Nothing is pending after it.
    [[nodiscard]] std::vector<Judged> giveUp(std::chrono::milliseconds patience);

    /// Submitted and not handed out.
    [[nodiscard]] std::size_t pending() const { return m_pending; }

private:
    std::vector<Judged> counted(std::vector<Judged> judged);

    VerificationPool& m_pool;
    std::shared_ptr<VerificationInbox> m_inbox; ///< shared with what is under way
    std::size_t m_submitted = 0;
    std::size_t m_pending = 0;
};

} // namespace rw
