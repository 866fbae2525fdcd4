#pragma once

#include <qcustomplot.h>

namespace rw::ui {

/// Few, round ticks with labels in the language's own numbers.
class NumberTicker : public QCPAxisTicker
{
public:
    enum class Kind {
        Value, ///< any number; as many decimals as the distance of the ticks needs
        Step,  ///< whole numbers only
        Time   ///< seconds, shown as minutes and seconds
    };

    NumberTicker(Kind kind, int ticks);

protected:
    double getTickStep(const QCPRange& range) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
    int getSubTickCount(double tickStep) override;

private:
    Kind m_kind;
    double m_tickStep = 1.0;
};

} // namespace rw::ui
