#include "ui/plots/metric_text.h"

#include <QLocale>

#include <cmath>

namespace rw::ui {

namespace {

int decimalsFor(double size)
{
    if (size >= 100.0)
        return 0;
    if (size >= 10.0)
        return 1;
    return size >= 0.1 ? 2 : 4;
}

} // namespace

QString metricText(double value)
{
    if (!std::isfinite(value))
        return QStringLiteral("–");
    const double size = std::abs(value);
    if (size != 0.0 && size < 0.001)
        return QLocale().toString(value, 'e', 1);
    return QLocale().toString(value, 'f', size == 0.0 ? 2 : decimalsFor(size));
}

QString durationText(double seconds)
{
    const auto whole = static_cast<qlonglong>(std::llround(seconds));
    const QString tail = QStringLiteral("%1").arg(whole % 60, 2, 10, QLatin1Char('0'));
    if (whole < 3600)
        return QStringLiteral("%1:%2").arg(whole / 60).arg(tail);
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600)
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(tail);
}

} // namespace rw::ui
