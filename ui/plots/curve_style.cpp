#include "ui/plots/curve_style.h"

#include <QPainter>

#include <array>
#include <cmath>

namespace rw::ui {

namespace {

constexpr int kColours = 6;
constexpr double kRawStrength = 0.38;

/// In pen widths. The first is a full line.
const std::array<QList<qreal>, 4>& dashPatterns()
{
    static const std::array<QList<qreal>, 4> kPatterns{{{}, {3.0, 1.5}, {1.0, 1.5}, {5.0, 1.5, 1.0, 1.5}}};
    return kPatterns;
}

QColor mixed(const QColor& over, const QColor& under, double share)
{
    const auto channel = [share](int a, int b) {
        return static_cast<int>(std::lround(share * a + (1.0 - share) * b));
    };
    return {channel(over.red(), under.red()), channel(over.green(), under.green()),
            channel(over.blue(), under.blue())};
}

} // namespace

QColor curveColour(const Colours& colours, int colourIndex)
{
    return colours.run[colourIndex % kColours];
}

QPen curvePen(const Colours& colours, int colourIndex, double width)
{
    QPen pen(curveColour(colours, colourIndex), width);
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::RoundJoin);
    const std::size_t dash = static_cast<std::size_t>(colourIndex + colourIndex / kColours) % 4;
    if (const QList<qreal>& pattern = dashPatterns()[dash]; !pattern.isEmpty())
        pen.setDashPattern(pattern);
    return pen;
}

QPen rawPen(const Colours& colours, int colourIndex)
{
    return {mixed(curveColour(colours, colourIndex), colours.pane, kRawStrength), 1.0};
}

void drawSwatch(QPainter& painter, const QRectF& rect, const Colours& colours, int colourIndex, bool visible)
{
    QPen pen = curvePen(colours, colourIndex, 3.0);
    if (!visible)
        pen.setColor(mixed(colours.dim, colours.pane, 0.5));
    painter.save();
    painter.setPen(pen);
    const double middle = rect.center().y();
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle));
    painter.restore();
}

} // namespace rw::ui
