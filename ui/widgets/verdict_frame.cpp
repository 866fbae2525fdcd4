#include "ui/widgets/verdict_frame.h"

#include "ui/theme/verdict_style.h"

#include <QPainter>

namespace rw::ui {

void paintVerdictFrame(QPainter& painter, const QRectF& box, AnswerState state, bool starred,
                       const QColor& ink, const QColor& fill, const Theme& theme)
{
    const Colours& c = theme.colours();
    const VerdictStyle style = verdictStyle(state, c);
    const double radius = theme.px(8);
    const double half = style.borderWidth / 2;
    const QRectF line = box.adjusted(half, half, -half, -half);
    painter.setBrush(fill);
    if (starred) {
        painter.setPen(QPen(c.preferred, 1.3));
        painter.drawRoundedRect(line.adjusted(-0.35, -0.35, 0.35, 0.35), radius, radius);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(line.adjusted(2.65, 2.65, -2.65, -2.65), radius - 2.5, radius - 2.5);
        return;
    }
    const bool quiet = style.border == Qt::SolidLine && style.borderWidth <= 1.0;
    QPen pen(quiet ? c.line : ink, style.borderWidth, style.border);
    if (style.border == Qt::DashLine)
        pen.setDashPattern({3.0, 2.0});
    painter.setPen(pen);
    painter.drawRoundedRect(line, radius, radius);
}

VerdictFrame::VerdictFrame(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void VerdictFrame::setVerdict(AnswerState state, bool starred)
{
    m_state = state;
    m_starred = starred;
    update();
}

void VerdictFrame::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const VerdictStyle style = verdictStyle(m_state, m_theme.colours());
    paintVerdictFrame(painter, rect(), m_state, m_starred, style.ink, style.fill, m_theme);
}

} // namespace rw::ui
