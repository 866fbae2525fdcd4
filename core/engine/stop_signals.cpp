#include "core/engine/stop_signals.h"

#include <csignal>

namespace rw {

namespace {

// A signal handler can reach nothing but a variable with static storage.
std::atomic<bool> stopRequested = false;

extern "C" void onStopSignal(int signal)
{
    stopRequested = true;
    std::signal(signal, SIG_DFL);
}

} // namespace

StopSignals::StopSignals()
{
    stopRequested = false;
    std::signal(SIGINT, onStopSignal);
    std::signal(SIGTERM, onStopSignal);
}

StopSignals::~StopSignals()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

const std::atomic<bool>& StopSignals::stopped() const
{
    return stopRequested;
}

} // namespace rw
