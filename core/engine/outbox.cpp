#include "core/engine/outbox.h"

#include "core/base/error.h"
#include "core/protocol/json_rpc.h"

#include <algorithm>
#include <chrono>

namespace rw {

namespace {

constexpr auto kIdleInterval = std::chrono::milliseconds(500);

} // namespace

void joinTokens(protocol::Tokens& tokens, const protocol::Tokens& next)
{
    tokens.tokensPerSecond = next.tokensPerSecond;
    for (const protocol::TokenDelta& delta : next.answers) {
        const auto same =
            std::find_if(tokens.answers.begin(), tokens.answers.end(),
                         [&](const protocol::TokenDelta& have) { return have.index == delta.index; });
        if (same == tokens.answers.end()) {
            tokens.answers.push_back(delta);
        } else {
            same->text += delta.text;
            same->tokens = delta.tokens;
        }
    }
}

Outbox::Outbox(OutputPipe& pipe, std::function<std::string()> idle)
    : m_pipe(pipe)
    , m_idle(std::move(idle))
    , m_thread([this] { run(); })
{
}

Outbox::~Outbox()
{
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Outbox::post(std::string line)
{
    {
        const std::lock_guard lock(m_mutex);
        flushTokens();
        m_lines.push_back(std::move(line));
    }
    m_wake.notify_one();
}

void Outbox::post(const protocol::Tokens& tokens)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_tokens && m_tokens->group != tokens.group)
            flushTokens();
        if (m_tokens)
            joinTokens(*m_tokens, tokens);
        else
            m_tokens = tokens;
    }
    m_wake.notify_one();
}

bool Outbox::isBroken() const
{
    const std::lock_guard lock(m_mutex);
    return m_broken;
}

void Outbox::flushTokens()
{
    if (!m_tokens)
        return;
    m_lines.push_back(protocol::notificationLine("tokens", protocol::toJson(*m_tokens)));
    m_tokens.reset();
}

std::deque<std::string> Outbox::takeLines()
{
    flushTokens();
    return std::exchange(m_lines, {});
}

void Outbox::run()
{
    auto nextIdle = std::chrono::steady_clock::now() + kIdleInterval;
    for (;;) {
        std::deque<std::string> lines;
        bool ending = false;
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait_until(lock, nextIdle, [this] { return m_ending || m_tokens || !m_lines.empty(); });
            lines = takeLines();
            ending = m_ending;
        }
        if (std::chrono::steady_clock::now() >= nextIdle) {
            nextIdle = std::chrono::steady_clock::now() + kIdleInterval;
            if (std::string line = m_idle(); !line.empty())
                lines.push_back(std::move(line));
        }
        try {
            for (const std::string& line : lines)
                m_pipe.writeLine(line);
        } catch (const Error&) {
            const std::lock_guard lock(m_mutex);
            m_broken = true;
        }
        if (ending)
            return;
    }
}

} // namespace rw
