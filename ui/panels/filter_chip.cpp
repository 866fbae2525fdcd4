#include "ui/panels/filter_chip.h"

#include <QPainter>

namespace rw::ui {

FilterChip::FilterChip(const Theme& theme, const QString& text, QWidget* parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&m_theme, &Theme::changed, this, &QWidget::updateGeometry);
}

QSize FilterChip::sizeHint() const
{
    const QFontMetrics metrics(m_theme.textFont(0.86));
    return {metrics.horizontalAdvance(text()) + m_theme.px(14), metrics.height() + m_theme.px(5)};
}

void FilterChip::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF pill = QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0);
    painter.setPen(hasFocus() ? QPen(colours.accent, 2.0)
                              : QPen(isChecked() ? colours.accent : colours.line, 1.0));
    painter.setBrush(isChecked() ? colours.selection : underMouse() ? colours.background : colours.pane);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter.setFont(m_theme.textFont(0.86));
    painter.setPen(isChecked() ? colours.text : colours.dim);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

void FilterChip::enterEvent(QEnterEvent* event)
{
    update();
    QAbstractButton::enterEvent(event);
}

void FilterChip::leaveEvent(QEvent* event)
{
    update();
    QAbstractButton::leaveEvent(event);
}

} // namespace rw::ui
