#include "ui/widgets/pass_bar.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>

namespace rw::ui {

void paintPassBar(QPainter& painter, const QRectF& rect, std::optional<double> share, const Colours& colours)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (share) {
        const double radius = rect.height() / 2;
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.line);
        painter.drawRoundedRect(rect, radius, radius);
        QRectF done = rect;
        done.setWidth(rect.width() * std::clamp(*share, 0.0, 1.0));
        painter.setBrush(colours.correct);
        if (done.width() > 0)
            painter.drawRoundedRect(done, radius, radius);
    } else {
        painter.setPen(QPen(colours.line, 1.0, Qt::DotLine));
        painter.drawLine(QPointF(rect.left(), rect.center().y()), QPointF(rect.right(), rect.center().y()));
    }
    painter.restore();
}

PassBar::PassBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setShare({});
}

void PassBar::setShare(std::optional<double> share)
{
    m_share = share;
    setAccessibleName(share ? tr("%1 % correct").arg(QLocale().toString(*share * 100, 'f', 0))
                            : tr("never tried"));
    update();
}

QSize PassBar::sizeHint() const
{
    return {m_theme.px(60), m_theme.px(4)};
}

void PassBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPassBar(painter, rect(), m_share, m_theme.colours());
}

} // namespace rw::ui
