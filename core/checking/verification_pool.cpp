#include "core/checking/verification_pool.h"

#include "core/checking/verification_crew.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <thread>
#include <utility>

namespace rw {

namespace {

constexpr std::chrono::milliseconds kPatience(250);

unsigned strengthOf(const VerificationPool::Options& options)
{
    return options.threads != 0 ? options.threads : std::clamp(std::thread::hardware_concurrency(), 2U, 16U);
}

} // namespace

VerificationPool::VerificationPool(std::shared_ptr<const Verifier> verifier)
    : VerificationPool(std::move(verifier), Options{})
{
}

VerificationPool::VerificationPool(std::shared_ptr<const Verifier> verifier, const Options& options)
    : m_verifier(std::move(verifier))
    , m_crew(std::make_shared<VerificationCrew>(strengthOf(options), std::max(1U, options.mostStuck)))
{
    m_crew->start();
}

VerificationPool::~VerificationPool()
{
    m_crew->stop(kPatience);
}

void VerificationPool::setVerifier(std::shared_ptr<const Verifier> verifier)
{
    m_verifier = std::move(verifier);
}

VerificationBatch::VerificationBatch(VerificationPool& pool)
    : m_pool(pool)
    , m_inbox(std::make_shared<VerificationInbox>())
{
}

VerificationBatch::~VerificationBatch()
{
    m_pool.m_crew->abandon(m_inbox);
}

std::size_t VerificationBatch::submit(Prompt prompt, std::string completion, FinishReason finish, int tokens)
{
    m_pool.m_crew->submit(
        {m_pool.m_verifier, std::move(prompt), std::move(completion), finish, tokens, m_inbox, m_submitted});
    ++m_pending;
    return m_submitted++;
}

std::vector<Judged> VerificationBatch::poll()
{
    return m_pending == 0 ? std::vector<Judged>{} : counted(m_pool.m_crew->collect(*m_inbox));
}

std::vector<Judged> VerificationBatch::wait()
{
    return m_pending == 0 ? std::vector<Judged>{} : counted(m_pool.m_crew->collectBy(*m_inbox, std::nullopt));
}

std::vector<Judged> VerificationBatch::waitFor(std::chrono::milliseconds patience)
{
    const auto until = VerificationCrew::Clock::now() + patience;
    return m_pending == 0 ? std::vector<Judged>{} : counted(m_pool.m_crew->collectBy(*m_inbox, until));
}

std::vector<Judged> VerificationBatch::giveUp(std::chrono::milliseconds patience)
{
    const auto until = VerificationCrew::Clock::now() + patience;
    std::vector<Judged> all;
    while (m_pending > 0) {
        std::vector<Judged> judged = counted(m_pool.m_crew->collectBy(*m_inbox, until));
        if (judged.empty())
            judged = counted(m_pool.m_crew->abandon(m_inbox));
        std::move(judged.begin(), judged.end(), std::back_inserter(all));
    }
    return all;
}

std::vector<Judged> VerificationBatch::counted(std::vector<Judged> judged)
{
    m_pending -= judged.size();
    return judged;
}

} // namespace rw
