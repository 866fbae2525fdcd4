#pragma once

#include "ui/plots/curve_run.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <optional>

namespace rw::ui {

/// The drawing area: axes and grid in the theme's colours, set up to redraw fast, and what the mouse does
/// there. Dragging and the wheel move the x axis only.
class PlotCanvas : public QCustomPlot
{
    Q_OBJECT

public:
    PlotCanvas(const Theme& theme, QWidget* parent);

    void applyLook();
    void setX(CurveX x);
    void showAxes(bool shown); ///< numbers and grid lines

    static constexpr int kLeftMargin = 36; ///< for the y axis' numbers, at 100 % text zoom
    static constexpr int kRightMargin = 10;

signals:
    void hovered(double x); ///< in the x axis' unit
    void left();
    void clicked(double x); ///< pressed and released in place
    void panned();          ///< a drag began or the wheel turned

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    const Theme& m_theme;
    std::optional<QPoint> m_pressed;
    bool m_dragged = false;
};

} // namespace rw::ui
