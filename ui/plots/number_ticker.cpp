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

/// 1, 2 or 5 times a power of ten, at least as wanted.
double roundStep(double wanted)
{
    if (!(wanted > 0.0))
        return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double mantissa : {1.0, 2.0, 5.0})
        if (mantissa * power >= wanted * (1.0 - 1e-9))
            return mantissa * power;
    return 10.0 * power;
}

} // namespace

NumberTicker::NumberTicker(Kind kind, int ticks)
    : m_kind(kind)
{
    setTickCount(ticks);
}

double NumberTicker::getTickStep(const QCPRange& range)
{
    const double wanted = range.size() / tickCount();
    m_tickStep = m_kind == Kind::Time ? timeStep(wanted) : roundStep(wanted);
    if (m_kind == Kind::Step)
        m_tickStep = std::max(1.0, m_tickStep);
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
