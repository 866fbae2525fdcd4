#pragma once

#include "ui/models/answer_view.h"
#include "ui/theme/theme.h"

#include <QString>

class QPainter;
class QRectF;

namespace rw::ui {

/// The look of an answer in a state: word, glyph and border say it, colour only repeats it.
struct VerdictStyle
{
    QColor ink;  ///< word, glyph and border
    QColor fill; ///< card surface
    Qt::PenStyle border = Qt::SolidLine;
    double borderWidth = 1.0; ///< at 100 %
};

VerdictStyle verdictStyle(AnswerState state, const Colours& colours);

/// "Correct", "Wrong", "Writing", ...
QString stateWord(AnswerState state);
/// "✓", "✗", "?", ...: the glyph for places that can only hold text.
QString stateSign(AnswerState state);

/// Draws the state's glyph into `rect` (square).
void paintStateGlyph(QPainter& painter, const QRectF& rect, AnswerState state, const QColor& ink);
void paintStar(QPainter& painter, const QRectF& rect, const QColor& ink, bool filled);
void paintCup(QPainter& painter, const QRectF& rect, const QColor& ink);

} // namespace rw::ui
