#pragma once

#include "ui/theme/theme.h"

#include <QPen>
#include <QRectF>

class QPainter;

namespace rw::ui {

/// The colour of a run's curve. Indices beyond the palette start over, with other dashes.
QColor curveColour(const Colours& colours, int colourIndex);

/// The bold line of a run: a colour and a dash pattern, so that two runs never differ by colour alone.
QPen curvePen(const Colours& colours, int colourIndex, double width);

/// The thin, pale line of a run's raw values. Opaque, because joints of a translucent line show.
QPen rawPen(const Colours& colours, int colourIndex);

/// A short piece of the run's line, as legends show it; pale and grey where the run is hidden.
void drawSwatch(QPainter& painter, const QRectF& rect, const Colours& colours, int colourIndex, bool visible);

} // namespace rw::ui
