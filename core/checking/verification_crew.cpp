#include "core/checking/verification_crew.h"

#include "core/process/end_sentence.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <thread>
#include <utility>

namespace rw {

namespace {

Verdict withoutVerdict(Outcome outcome, const VerificationInbox::Expected& expected, std::string message)
{
    Verdict verdict;
    verdict.outcome = outcome;
    verdict.verifier = expected.verifier->name();
    verdict.expected = expected.answer;
    verdict.message = std::move(message);
    return verdict;
}

Verdict judge(const VerificationJob& job)
{
    try {
        return job.verifier->verify(job.prompt, job.completion, job.finish, job.tokens);
    } catch (const std::exception& problem) {
        return withoutVerdict(Outcome::Error, {job.verifier, job.prompt.answer}, problem.what());
    }
}

} // namespace

VerificationCrew::VerificationCrew(unsigned strength, unsigned mostStuck)
    : m_strength(strength)
    , m_mostStuck(mostStuck)
{
}

void VerificationCrew::start()
{
    const std::lock_guard lock(m_mutex);
    while (atWork() < m_strength)
        addThread();
}

void VerificationCrew::stop(std::chrono::milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_stopping = true;
    m_waiting.clear();
    m_submitted.notify_all();
    m_changed.wait_for(lock, patience, [this] { return m_threads == 0; });
}

void VerificationCrew::submit(VerificationJob job)
{
    const std::lock_guard lock(m_mutex);
    job.inbox->pending.emplace(job.number, VerificationInbox::Expected{job.verifier, job.prompt.answer});
    m_waiting.push_back(std::move(job));
    m_submitted.notify_one();
}

std::vector<Judged> VerificationCrew::collect(VerificationInbox& inbox)
{
    return collectBy(inbox, Clock::time_point::min());
}

std::vector<Judged> VerificationCrew::collectBy(VerificationInbox& inbox,
                                                const std::optional<Clock::time_point>& until)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        const Clock::time_point now = Clock::now();
        enforceDeadlines(now);
        if (!inbox.judged.empty() || inbox.pending.empty() || (until && now >= *until))
            return std::exchange(inbox.judged, {});
        m_nextLook = std::min(nextDeadline(), until.value_or(Clock::time_point::max()));
        if (m_nextLook == Clock::time_point::max())
            m_changed.wait(lock);
        else
            m_changed.wait_until(lock, m_nextLook);
    }
}

std::vector<Judged> VerificationCrew::abandon(const std::shared_ptr<VerificationInbox>& inbox)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_waiting, [&](const VerificationJob& job) { return job.inbox == inbox; });
    std::vector<Judged> judged = std::exchange(inbox->judged, {});
    for (const auto& [number, expected] : std::exchange(inbox->pending, {}))
        judged.push_back({number, withoutVerdict(Outcome::Undecided, expected, "Verifying was cancelled.")});
    return judged;
}

void VerificationCrew::addThread()
{
    const std::uint64_t thread = ++m_lastThread;
    std::thread([crew = shared_from_this(), thread] { crew->work(thread); }).detach();
    ++m_threads;
}

void VerificationCrew::work(std::uint64_t thread)
{
    std::unique_lock lock(m_mutex);
    while (!m_stopping && atWork() <= m_strength) {
        m_submitted.wait(lock, [this] { return m_stopping || !m_waiting.empty(); });
        if (m_stopping)
            break;
        {
            const VerificationJob job = take(thread);
            lock.unlock();
            Verdict verdict = judge(job);
            lock.lock();
            const auto running = m_running.extract(thread);
            if (running.mapped().stuck)
                --m_stuck;
            else
                deliver(*job.inbox, job.number, std::move(verdict));
        }
    }
    --m_threads;
    m_changed.notify_all();
}

VerificationJob VerificationCrew::take(std::uint64_t thread)
{
    VerificationJob job = std::move(m_waiting.front());
    m_waiting.pop_front();
    const Clock::time_point until = Clock::now() + job.verifier->deadline();
    m_running.emplace(thread, Running{job.inbox, job.number, until});
    if (until < m_nextLook)
        m_changed.notify_all();
    return job;
}

void VerificationCrew::deliver(VerificationInbox& inbox, std::size_t number, Verdict verdict)
{
    if (inbox.pending.erase(number) == 0)
        return; // abandoned meanwhile
    inbox.judged.push_back({number, std::move(verdict)});
    m_changed.notify_all();
}

void VerificationCrew::enforceDeadlines(Clock::time_point now)
{
    for (auto& [thread, running] : m_running) {
        if (running.stuck || now < running.until)
            continue;
        running.stuck = true;
        ++m_stuck;
        if (const auto pending = running.inbox->pending.find(running.number);
            pending != running.inbox->pending.end()) {
            const Verifier& verifier = *pending->second.verifier;
            deliver(*running.inbox, running.number,
                    withoutVerdict(Outcome::Error, pending->second,
                                   "The verifier " + std::string(verifier.name()) + " hangs: no verdict in " +
                                       secondsText(verifier.deadline()) + "."));
        }
    }
    try {
        while (!m_stopping && atWork() < m_strength && m_stuck < m_mostStuck)
            addThread();
    } catch (const std::system_error&) {
        // No more threads to be had: it goes on with those there are.
    }
    while (atWork() == 0 && !m_waiting.empty()) {
        const VerificationJob job = std::move(m_waiting.front());
        m_waiting.pop_front();
        deliver(*job.inbox, job.number,
                withoutVerdict(Outcome::Error, {job.verifier, job.prompt.answer},
                               "Not verified: the verifier hangs in all " + std::to_string(m_stuck) +
                                   " threads."));
    }
}

VerificationCrew::Clock::time_point VerificationCrew::nextDeadline() const
{
    Clock::time_point next = Clock::time_point::max();
    for (const auto& [thread, running] : m_running) {
        if (!running.stuck)
            next = std::min(next, running.until);
    }
    return next;
}

} // namespace rw
