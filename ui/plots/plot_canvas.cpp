#include "ui/plots/plot_canvas.h"

#include "ui/plots/number_ticker.h"

#include <QApplication>

namespace rw::ui {

PlotCanvas::PlotCanvas(const Theme& theme, QWidget* parent)
    : QCustomPlot(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("plotArea"));
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setPlottingHint(QCP::phFastPolylines);
    setNotAntialiasedElements(QCP::AntialiasedElements(QCP::aeAll) & ~(QCP::aePlottables | QCP::aeScatters));
    setNoAntialiasingOnDrag(true);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    axisRect()->setRangeDrag(Qt::Horizontal);
    axisRect()->setRangeZoom(Qt::Horizontal);
    axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
    yAxis->setTicker(QSharedPointer<NumberTicker>::create(NumberTicker::Kind::Value, 4));
    setX(CurveX::Step);
}

void PlotCanvas::setX(CurveX x)
{
    const auto kind = x == CurveX::Step ? NumberTicker::Kind::Step : NumberTicker::Kind::Time;
    xAxis->setTicker(QSharedPointer<NumberTicker>::create(kind, 4));
}

void PlotCanvas::showAxes(bool shown)
{
    xAxis->setTickLabels(shown);
    yAxis->setTickLabels(shown);
    yAxis->grid()->setVisible(shown);
}

void PlotCanvas::applyLook()
{
    const Colours& colours = m_theme.colours();
    setBackground(colours.pane);
    axisRect()->setMinimumMargins({m_theme.px(kLeftMargin), 0, 0, 0});
    axisRect()->setMargins({0, m_theme.px(6), m_theme.px(kRightMargin), 0});
    for (QCPAxis* axis : {xAxis, yAxis}) {
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setTickLabelColor(colours.dim);
        axis->setTickLabelFont(m_theme.textFont(0.82));
        axis->setTickLabelPadding(m_theme.px(5));
    }
    xAxis->grid()->setVisible(false);
    yAxis->grid()->setPen(QPen(colours.line, 1.0));
    yAxis->grid()->setZeroLinePen(QPen(colours.line, 1.0));
}

void PlotCanvas::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        m_pressed = event->pos();
    m_dragged = false;
    QCustomPlot::mousePressEvent(event);
}

void PlotCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_pressed && !m_dragged) {
        const int moved = (event->pos() - *m_pressed).manhattanLength();
        if (moved < QApplication::startDragDistance())
            return; // a shaky click is no pan
        m_dragged = true;
        emit panned();
    }
    if (!m_dragged)
        emit hovered(xAxis->pixelToCoord(event->pos().x()));
    QCustomPlot::mouseMoveEvent(event);
}

void PlotCanvas::mouseReleaseEvent(QMouseEvent* event)
{
    const bool clickedHere = m_pressed && !m_dragged && event->button() == Qt::LeftButton;
    m_pressed.reset();
    m_dragged = false;
    QCustomPlot::mouseReleaseEvent(event);
    if (clickedHere)
        emit clicked(xAxis->pixelToCoord(event->pos().x()));
}

void PlotCanvas::wheelEvent(QWheelEvent* event)
{
    emit panned();
    QCustomPlot::wheelEvent(event);
}

void PlotCanvas::leaveEvent(QEvent* event)
{
    emit left();
    QCustomPlot::leaveEvent(event);
}

} // namespace rw::ui
