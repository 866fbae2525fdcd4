#pragma once

#include "ui/theme/theme.h"

#include <qcustomplot.h>

namespace rw::ui {

/// A dotted upright line with a label at its foot, on a buffered layer of its own: moving it never redraws
/// the curves. The items belong to the plot.
class PlotCursor
{
public:
    PlotCursor(QCustomPlot& plot, const QString& layer);

    void show(double key, const QString& label);
    void hide();
    void setLook(const Colours& colours, const QFont& font);
    [[nodiscard]] bool isShown() const { return m_line->visible(); }

private:
    QCPLayer* m_layer;
    QCPItemLine* m_line;
    QCPItemText* m_label;
};

} // namespace rw::ui
