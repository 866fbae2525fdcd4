#include "ui/widgets/history_plot.h"

#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace rw::ui {

namespace {

constexpr double kDots = 60; ///< with more points the line alone is drawn

QString percent(double share)
{
    return QLocale().toString(std::round(share * 100.0), 'f', 0) + QStringLiteral(" %");
}

} // namespace

HistoryPlot::HistoryPlot(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setAccessibleName(tr("Pass rate over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void HistoryPlot::setPoints(std::vector<HistoryPoint> points)
{
    m_points = std::move(points);
    setAccessibleDescription(
        m_points.empty()
            ? tr("No answers yet")
            : tr("%n group(s): first %1, last %2", nullptr, static_cast<int>(m_points.size()))
                  .arg(percent(m_points.front().passRate()), percent(m_points.back().passRate())));
    update();
}

QSize HistoryPlot::sizeHint() const
{
    return {m_theme.px(220), m_theme.px(92)};
}

QRectF HistoryPlot::plotArea() const
{
    const QFontMetrics metrics(m_theme.textFont(0.86));
    return QRectF(rect()).adjusted(metrics.horizontalAdvance(percent(1.0)) + m_theme.px(6),
                                   metrics.height() / 2.0, -m_theme.px(5), -metrics.height() - m_theme.px(3));
}

QPointF HistoryPlot::placeOf(std::size_t index) const
{
    const QRectF area = plotArea();
    const double share =
        m_points.size() < 2 ? 0.5 : static_cast<double>(index) / static_cast<double>(m_points.size() - 1);
    return {area.left() + share * area.width(), area.bottom() - m_points[index].passRate() * area.height()};
}

int HistoryPlot::nearest(const QPoint& at) const
{
    int best = -1;
    double distance = m_theme.px(24);
    for (std::size_t i = 0; i < m_points.size(); ++i) {
        const double away = std::abs(placeOf(i).x() - at.x());
        if (away < distance) {
            distance = away;
            best = static_cast<int>(i);
        }
    }
    return best;
}

bool HistoryPlot::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int index = nearest(help->pos());
    if (index < 0) {
        QToolTip::hideText();
        return true;
    }
    const HistoryPoint& point = m_points[static_cast<std::size_t>(index)];
    const QLocale locale;
    QString text =
        tr("%1 of %2 correct at step %3")
            .arg(locale.toString(point.correct), locale.toString(point.answers), locale.toString(point.step));
    if (!point.where.isEmpty())
        text += QLatin1Char('\n') + point.where;
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

void HistoryPlot::paintEvent(QPaintEvent*)
{
    const Colours& c = m_theme.colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_theme.textFont(0.86));
    const QRectF area = plotArea();
    const int height = QFontMetrics(painter.font()).height();
    for (const double level : {0.0, 0.5, 1.0}) {
        const double y = area.bottom() - level * area.height();
        painter.setPen(c.line);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(c.dim);
        painter.drawText(QRectF(0, y - height / 2.0, area.left() - m_theme.px(6), height),
                         Qt::AlignRight | Qt::AlignVCenter, percent(level));
    }
    if (m_points.empty())
        return;
    const QRectF below(area.left(), area.bottom() + m_theme.px(3), area.width(), height);
    const QLocale locale;
    const bool isOne = m_points.size() == 1;
    painter.drawText(below, isOne ? Qt::AlignHCenter : Qt::AlignLeft,
                     tr("step %1").arg(locale.toString(m_points.front().step)));
    if (!isOne)
        painter.drawText(below, Qt::AlignRight, tr("step %1").arg(locale.toString(m_points.back().step)));
    QPolygonF line;
    for (std::size_t i = 0; i < m_points.size(); ++i)
        line << placeOf(i);
    painter.setPen(QPen(c.accent, 1.5));
    painter.drawPolyline(line);
    if (static_cast<double>(m_points.size()) > kDots)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.accent);
    const double radius = m_theme.px(3);
    for (const QPointF& place : std::as_const(line))
        painter.drawEllipse(place, radius, radius);
}

} // namespace rw::ui
