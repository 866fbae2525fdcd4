#include "core/engine/progress_bar.h"

#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>

namespace rw {

std::string durationText(double seconds)
{
    const auto whole = static_cast<long>(std::lround(std::max(0.0, seconds)));
    const long hours = whole / 3600;
    const long minutes = whole / 60 % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                     : fmt::format("{}:{:02}", minutes, whole % 60);
}

ProgressBar::ProgressBar(std::string_view title, double total, std::string_view unit)
    : m_title(title)
    , m_total(std::max(total, 1e-9))
    , m_unit(unit)
    , m_visible(::isatty(STDERR_FILENO) == 1)
    , m_start(Clock::now())
{
}

ProgressBar::~ProgressBar()
{
    if (m_visible)
        fmt::print(stderr, "\r\x1b[K");
}

void ProgressBar::update(double done, std::string_view note)
{
    const auto now = Clock::now();
    if (!m_visible || (done < m_total && now - m_drawn < std::chrono::milliseconds(100)))
        return;
    m_drawn = now;
    constexpr int kWidth = 24;
    const double share = std::clamp(done / m_total, 0.0, 1.0);
    const double seconds = std::chrono::duration<double>(now - m_start).count();
    const double rate = seconds > 0.0 ? done / seconds : 0.0;
    const auto filled = static_cast<std::size_t>(std::lround(share * kWidth));
    fmt::print(stderr, "\r\x1b[K{} [{}{}] {:3.0f} %  {:.3g} {}/s  {} left  {}", m_title,
               std::string(filled, '#'), std::string(kWidth - filled, '.'), 100.0 * share, rate, m_unit,
               rate > 0.0 ? durationText((m_total - done) / rate) : "?", note);
    std::fflush(stderr);
}

} // namespace rw
