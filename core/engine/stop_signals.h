#pragma once

#include <atomic>

namespace rw {

/// While it lives, the first SIGINT or SIGTERM raises a flag instead of ending the program; the second ends
/// it. One at a time.
class StopSignals
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    [[nodiscard]] const std::atomic<bool>& stopped() const;
};

} // namespace rw
