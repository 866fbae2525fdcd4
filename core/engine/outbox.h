#pragma once

#include "core/protocol/messages.h"
#include "core/protocol/output_pipe.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

namespace rw {

/// Sends lines to the window from a thread of its own, so that the thread that owns torch never waits for the
/// window. Live tokens that cannot be sent yet are joined into one message; nothing is dropped. Any thread
/// may post.
class Outbox
{
public:
    /// @param idle called twice a second on the sending thread; what it returns is sent if not empty.
    Outbox(OutputPipe& pipe, std::function<std::string()> idle);
    /// Sends what is left, then ends.
    ~Outbox();
    Outbox(const Outbox&) = delete;
    Outbox& operator=(const Outbox&) = delete;

    void post(std::string line);
    void post(const protocol::Tokens& tokens);

    /// The reader of the pipe is gone: nothing more can be sent.
    [[nodiscard]] bool isBroken() const;

private:
    void run();
    void flushTokens();
    std::deque<std::string> takeLines();

    OutputPipe& m_pipe;
    std::function<std::string()> m_idle;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::string> m_lines;
    std::optional<protocol::Tokens> m_tokens;
    bool m_ending = false;
    bool m_broken = false;
    std::thread m_thread;
};

/// Joins `next` to `tokens` of the same group: texts of one answer are concatenated, counts take the newer
/// value.
void joinTokens(protocol::Tokens& tokens, const protocol::Tokens& next);

} // namespace rw
