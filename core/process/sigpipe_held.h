#pragma once

#include <csignal>
#include <ctime>

namespace rw {

/// While it lives, writing to a pipe that nobody reads fails with EPIPE and nothing else, whatever this
/// program has made of SIGPIPE. For the thread that makes it.
class SigpipeHeld
{
public:
    SigpipeHeld()
    {
        sigemptyset(&m_sigpipe);
        sigaddset(&m_sigpipe, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &m_sigpipe, &m_before);
    }
    ~SigpipeHeld()
    {
        constexpr timespec kNow{0, 0};
        ::sigtimedwait(&m_sigpipe, nullptr, &kNow);
        ::pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }
    SigpipeHeld(const SigpipeHeld&) = delete;
    SigpipeHeld& operator=(const SigpipeHeld&) = delete;

private:
    sigset_t m_sigpipe{};
    sigset_t m_before{};
};

} // namespace rw
