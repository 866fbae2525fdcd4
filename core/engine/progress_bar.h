#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace rw {

/// One line on stderr with share, rate and time left, redrawn at most ten times a second. Silent where stderr
/// is no terminal.
class ProgressBar
{
public:
    /// @param unit what is counted, plural: "answers", "steps"
    ProgressBar(std::string_view title, double total, std::string_view unit);
    ~ProgressBar();
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void update(double done, std::string_view note = {});

private:
    using Clock = std::chrono::steady_clock;

    std::string m_title;
    double m_total;
    std::string m_unit;
    bool m_visible;
    Clock::time_point m_start;
    Clock::time_point m_drawn;
};

/// "1:07", "2:03:15": seconds for people.
std::string durationText(double seconds);

} // namespace rw
