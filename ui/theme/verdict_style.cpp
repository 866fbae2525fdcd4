#include "ui/theme/verdict_style.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPainterPath>

#include <cmath>
#include <numbers>

namespace rw::ui {
namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("VerdictStyle", text);
}

/// A painter on a unit square, restored at the end.
class UnitPainter
{
public:
    UnitPainter(QPainter& painter, const QRectF& rect, const QColor& ink)
        : m_painter(painter)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.translate(rect.topLeft());
        painter.scale(rect.width(), rect.height());
        painter.setPen(QPen(ink, 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
    }
    ~UnitPainter() { m_painter.restore(); }
    UnitPainter(const UnitPainter&) = delete;
    UnitPainter& operator=(const UnitPainter&) = delete;

private:
    QPainter& m_painter;
};

void paintClock(QPainter& painter)
{
    painter.drawEllipse(QPointF(0.5, 0.5), 0.4, 0.4);
    painter.drawPolyline(QPolygonF({{0.5, 0.26}, {0.5, 0.52}, {0.66, 0.62}}));
}

void paintPencil(QPainter& painter)
{
    painter.drawPolygon(QPolygonF({{0.1, 0.9}, {0.16, 0.64}, {0.7, 0.1}, {0.9, 0.3}, {0.36, 0.84}}));
    painter.drawLine(QPointF(0.57, 0.23), QPointF(0.77, 0.43));
}

void paintLens(QPainter& painter)
{
    painter.drawEllipse(QPointF(0.4, 0.4), 0.3, 0.3);
    painter.drawLine(QPointF(0.62, 0.62), QPointF(0.92, 0.92));
}

void paintLines(QPainter& painter)
{
    for (const double y : {0.22, 0.5, 0.78})
        painter.drawLine(QPointF(0.12, y), QPointF(y > 0.7 ? 0.6 : 0.88, y));
}

void paintScissors(QPainter& painter)
{
    painter.drawEllipse(QPointF(0.22, 0.25), 0.14, 0.14);
    painter.drawEllipse(QPointF(0.22, 0.75), 0.14, 0.14);
    painter.drawLine(QPointF(0.34, 0.33), QPointF(0.92, 0.74));
    painter.drawLine(QPointF(0.34, 0.67), QPointF(0.92, 0.26));
}

void paintQuestion(QPainter& painter)
{
    QPainterPath path(QPointF(0.3, 0.32));
    path.cubicTo(0.3, 0.0, 0.72, 0.02, 0.7, 0.32);
    path.cubicTo(0.69, 0.48, 0.5, 0.46, 0.5, 0.66);
    painter.drawPath(path);
    painter.drawPoint(QPointF(0.5, 0.9));
}

void paintTriangle(QPainter& painter)
{
    painter.drawPolygon(QPolygonF({{0.5, 0.1}, {0.94, 0.88}, {0.06, 0.88}}));
    painter.drawLine(QPointF(0.5, 0.4), QPointF(0.5, 0.58));
    painter.drawPoint(QPointF(0.5, 0.75));
}

void paintPlug(QPainter& painter)
{
    painter.drawLine(QPointF(0.34, 0.08), QPointF(0.34, 0.3));
    painter.drawLine(QPointF(0.66, 0.08), QPointF(0.66, 0.3));
    painter.drawPolygon(QPolygonF({{0.2, 0.32}, {0.8, 0.32}, {0.72, 0.64}, {0.28, 0.64}}));
    painter.drawLine(QPointF(0.5, 0.66), QPointF(0.5, 0.94));
}

} // namespace

VerdictStyle verdictStyle(AnswerState state, const Colours& c)
{
    switch (state) {
    case AnswerState::Correct:
        return {c.correct, c.correctFill, Qt::SolidLine, 2.0};
    case AnswerState::Wrong:
        return {c.wrong, c.wrongFill, Qt::DashLine, 2.0};
    case AnswerState::Undecided:
        return {c.undecided, c.pane, Qt::DotLine, 2.0};
    case AnswerState::VerifierError:
        return {c.preferred, c.warningFill, Qt::DashDotLine, 2.0};
    case AnswerState::Failed:
        return {c.dim, c.background, Qt::DashDotDotLine, 2.0};
    case AnswerState::Stopped:
    case AnswerState::CutOff:
        return {c.dim, c.pane, Qt::DotLine, 1.5};
    case AnswerState::Queued:
    case AnswerState::ReadingPrompt:
    case AnswerState::Writing:
    case AnswerState::Verifying:
        break;
    }
    return {c.dim, c.pane, Qt::SolidLine, 1.0};
}

QString stateWord(AnswerState state)
{
    switch (state) {
    case AnswerState::Queued:
        return tr("Queued");
    case AnswerState::ReadingPrompt:
        return tr("Reading prompt");
    case AnswerState::Writing:
        return tr("Writing");
    case AnswerState::Verifying:
        return tr("Verifying");
    case AnswerState::Stopped:
        return tr("Stopped");
    case AnswerState::CutOff:
        return tr("Cut off");
    case AnswerState::Correct:
        return tr("Correct");
    case AnswerState::Wrong:
        return tr("Wrong");
    case AnswerState::Undecided:
        return tr("Undecided");
    case AnswerState::VerifierError:
        return tr("Checker failed");
    case AnswerState::Failed:
        return tr("Engine stopped");
    }
    return {};
}

QString stateSign(AnswerState state)
{
    switch (state) {
    case AnswerState::Correct:
        return QStringLiteral("✓");
    case AnswerState::Wrong:
        return QStringLiteral("✗");
    case AnswerState::Undecided:
        return QStringLiteral("?");
    case AnswerState::VerifierError:
    case AnswerState::Failed:
        return QStringLiteral("⚠");
    case AnswerState::Stopped:
    case AnswerState::CutOff:
        return QStringLiteral("■");
    case AnswerState::Queued:
    case AnswerState::ReadingPrompt:
    case AnswerState::Writing:
    case AnswerState::Verifying:
        break;
    }
    return QStringLiteral("…");
}

void paintStateGlyph(QPainter& painter, const QRectF& rect, AnswerState state, const QColor& ink)
{
    const UnitPainter unit(painter, rect, ink);
    switch (state) {
    case AnswerState::Queued:
        return paintClock(painter);
    case AnswerState::ReadingPrompt:
        return paintLines(painter);
    case AnswerState::Writing:
        return paintPencil(painter);
    case AnswerState::Verifying:
        return paintLens(painter);
    case AnswerState::Stopped:
        return painter.fillRect(QRectF(0.18, 0.18, 0.64, 0.64), ink);
    case AnswerState::CutOff:
        return paintScissors(painter);
    case AnswerState::Correct:
        return painter.drawPolyline(QPolygonF({{0.12, 0.55}, {0.38, 0.82}, {0.9, 0.2}}));
    case AnswerState::Wrong:
        painter.drawLine(QPointF(0.16, 0.16), QPointF(0.84, 0.84));
        return painter.drawLine(QPointF(0.84, 0.16), QPointF(0.16, 0.84));
    case AnswerState::Undecided:
        return paintQuestion(painter);
    case AnswerState::VerifierError:
        return paintTriangle(painter);
    case AnswerState::Failed:
        return paintPlug(painter);
    }
}

void paintStar(QPainter& painter, const QRectF& rect, const QColor& ink, bool filled)
{
    const UnitPainter unit(painter, rect, ink);
    QPolygonF star;
    for (int i = 0; i < 10; ++i) {
        const double radius = i % 2 == 0 ? 0.48 : 0.2;
        const double angle = -std::numbers::pi / 2 + i * std::numbers::pi / 5;
        star << QPointF(0.5 + radius * std::cos(angle), 0.53 + radius * std::sin(angle));
    }
    painter.setPen(QPen(ink, filled ? 0.06 : 0.09, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(filled ? QBrush(ink) : QBrush(Qt::NoBrush));
    painter.drawPolygon(star);
}

void paintCup(QPainter& painter, const QRectF& rect, const QColor& ink)
{
    const UnitPainter unit(painter, rect, ink);
    painter.setPen(QPen(ink, 0.1, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath cup(QPointF(0.26, 0.12));
    cup.lineTo(0.74, 0.12);
    cup.cubicTo(0.74, 0.46, 0.66, 0.6, 0.5, 0.6);
    cup.cubicTo(0.34, 0.6, 0.26, 0.46, 0.26, 0.12);
    painter.drawPath(cup);
    painter.drawArc(QRectF(0.06, 0.16, 0.34, 0.26), 100 * 16, 170 * 16);
    painter.drawArc(QRectF(0.6, 0.16, 0.34, 0.26), -90 * 16, 170 * 16);
    painter.drawLine(QPointF(0.5, 0.6), QPointF(0.5, 0.84));
    painter.drawLine(QPointF(0.3, 0.88), QPointF(0.7, 0.88));
}

} // namespace rw::ui
