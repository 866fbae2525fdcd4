#include "core/checking/ordered_verdicts.h"

#include <utility>

namespace rw {

namespace {

constexpr std::size_t kMostAhead = 1024;

} // namespace

OrderedVerdicts::OrderedVerdicts(VerificationPool& pool,
                                 std::function<void(std::size_t, const Verdict&)> tell)
    : m_tell(std::move(tell))
    , m_batch(pool)
{
}

void OrderedVerdicts::submit(Prompt prompt, std::string completion, FinishReason finish, int tokens)
{
    m_batch.submit(std::move(prompt), std::move(completion), finish, tokens);
    put(m_batch.poll());
    while (m_batch.pending() + m_early.size() >= kMostAhead)
        put(m_batch.wait());
}

void OrderedVerdicts::finish()
{
    while (m_batch.pending() > 0)
        put(m_batch.wait());
}

void OrderedVerdicts::put(std::vector<Judged> judged)
{
    for (Judged& one : judged)
        m_early.emplace(one.number, std::move(one.verdict));
    while (!m_early.empty() && m_early.begin()->first == m_next) {
        m_tell(m_next++, m_early.begin()->second);
        m_early.erase(m_early.begin());
    }
}

} // namespace rw
