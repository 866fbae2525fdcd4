#include "core/engine/live_group.h"

namespace rw {

LiveGroup::LiveGroup(GroupId id, RunLogGuard& log, SessionObserver& observer)
    : m_id(id)
    , m_log(log)
    , m_observer(observer)
{
}

SamplingObserver LiveGroup::callbacks()
{
    return {.text = [this](std::span<const LiveText> live) { text(live); },
            .ended = [this](std::size_t, const Rollout& rollout) { ended(rollout); },
            .finished = [this](std::size_t, const Rollout& rollout) { finished(rollout); }};
}

void LiveGroup::finish()
{
    m_log.with([&](RunLogWriter& log) { log.finishGroup(m_id); });
    m_observer.groupFinished({m_id, seconds(), tokensPerSecond()});
}

void LiveGroup::text(std::span<const LiveText> live)
{
    if (m_steps++ == 0)
        m_firstToken = Clock::now();
    else
        m_decoded += live.size();
    protocol::Tokens message;
    message.group = m_id;
    message.tokensPerSecond = tokensPerSecond();
    for (const LiveText& answer : live)
        message.answers.push_back({answer.answer, answer.text, answer.tokens});
    m_observer.tokens(message);
}

void LiveGroup::ended(const Rollout& rollout)
{
    m_observer.answerEnded(
        {m_id, rollout.index, rollout.text, static_cast<int>(rollout.tokens.size()), rollout.finish});
}

void LiveGroup::finished(const Rollout& rollout)
{
    const RolloutId id = m_log.with([&](RunLogWriter& log) { return log.addRollout(m_id, rollout); });
    m_observer.answerFinished({m_id, id, rollout.index, rollout.text, static_cast<int>(rollout.tokens.size()),
                               rollout.finish, rollout.verdict.value_or(Verdict{})});
}

double LiveGroup::seconds() const
{
    return std::chrono::duration<double>(Clock::now() - m_begin).count();
}

double LiveGroup::tokensPerSecond() const
{
    const double spent = std::chrono::duration<double>(Clock::now() - m_firstToken).count();
    return m_steps < 2 || spent <= 0.0 ? 0.0 : static_cast<double>(m_decoded) / spent;
}

} // namespace rw
