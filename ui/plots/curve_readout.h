#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

#include <vector>

namespace rw::ui {

/// A small box beside the cursor with each run's value at that step.
class CurveReadout : public QLabel
{
    Q_OBJECT

public:
    struct Row
    {
        QString run;
        QColor colour;
        QString value;
    };

    CurveReadout(const Theme& theme, QWidget* parent);

    void applyLook();
    /// @param x where the cursor stands, in the parent's pixels; the box keeps inside the parent
    void showBeside(int x, int top, const std::vector<Row>& rows);

private:
    const Theme& m_theme;
};

} // namespace rw::ui
