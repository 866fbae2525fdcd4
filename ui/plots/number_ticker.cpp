#include "ui/plots/number_ticker.h"

#include "ui/plots/metric_text.h"

#include <array>
#include <cmath>

namespace rw::ui {

namespace {

double timeStep(double wanted)
{
    constexpr std::array<double, 14> kSteps{1.0,   2.0,   5.0,   10.0,   15.0,   30.0,   60.0,
                                            120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0};
    for (const double step : kSteps)
        if (step >= wanted)
            return step;
    return std::ceil(wanted / 3600.0) * 3600.0;
}

double wholeStep(double wanted)
{
    if (wanted <= 1.0)
        return 1.0;
    return wanted == std::floor(wanted) ? wanted : 2.0 * wanted; // 2.5 becomes 5
}

} // namespace

NumberTicker::NumberTicker(Kind kind, int ticks)
    : m_kind(kind)
{
    setTickCount(ticks);
}

double NumberTicker::getTickStep(const QCPRange& range)
{
    m_tickStep = QCPAxisTicker::getTickStep(range);
    if (m_kind == Kind::Time)
        m_tickStep = timeStep(range.size() / tickCount());
    else if (m_kind == Kind::Step)
        m_tickStep = wholeStep(m_tickStep);
    return m_tickStep;
}

QString NumberTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    if (m_kind == Kind::Time)
        return tick < 0.0 ? QString() : durationText(tick);
    if (m_kind == Kind::Step)
        return QLocale().toString(static_cast<qlonglong>(std::llround(tick)));
    const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(m_tickStep) - 1e-9)));
    const double value = std::abs(tick) < 1e-9 * m_tickStep ? 0.0 : tick; // no "-0"
    return decimals > 4 ? QLocale().toString(value, 'g', 2) : QLocale().toString(value, 'f', decimals);
}

int NumberTicker::getSubTickCount(double)
{
    return 0;
}

} // namespace rw::ui
