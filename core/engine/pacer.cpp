#include "core/engine/pacer.h"

#include <algorithm>
#include <thread>

namespace rw {

namespace {

constexpr std::chrono::milliseconds kLookAtCancelEvery{10};

} // namespace

Pacer::Pacer(double perSecond)
    : m_interval(perSecond > 0.0 ? std::chrono::duration_cast<Clock::duration>(
                                       std::chrono::duration<double>(1.0 / perSecond))
                                 : Clock::duration::zero())
    , m_due(Clock::now())
{
}

void Pacer::wait(const std::atomic<bool>& cancel)
{
    if (m_interval == Clock::duration::zero())
        return;
    m_due = std::max(m_due, Clock::now() - m_interval) + m_interval; // no catching up after a delay
    while (!cancel.load() && Clock::now() < m_due)
        std::this_thread::sleep_for(std::min<Clock::duration>(kLookAtCancelEvery, m_due - Clock::now()));
}

} // namespace rw
