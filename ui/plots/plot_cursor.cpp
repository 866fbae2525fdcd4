#include "ui/plots/plot_cursor.h"

#include <algorithm>

namespace rw::ui {

namespace {

constexpr double kEdge = 0.15; ///< of the width, where the label stands beside the line

QCPLayer* addBufferedLayer(QCustomPlot& plot, const QString& name)
{
    plot.addLayer(name);
    QCPLayer* layer = plot.layer(name);
    layer->setMode(QCPLayer::lmBuffered);
    return layer;
}

} // namespace

PlotCursor::PlotCursor(QCustomPlot& plot, const QString& layer)
    : m_layer(addBufferedLayer(plot, layer))
    , m_line(new QCPItemLine(&plot))
    , m_label(new QCPItemText(&plot))
{
    for (QCPAbstractItem* item :
         {static_cast<QCPAbstractItem*>(m_line), static_cast<QCPAbstractItem*>(m_label)}) {
        item->setLayer(m_layer);
        item->setSelectable(false);
        item->setVisible(false);
    }
    for (QCPItemPosition* position : {m_line->start, m_line->end, m_label->position}) {
        position->setTypeX(QCPItemPosition::ptPlotCoords);
        position->setTypeY(QCPItemPosition::ptAxisRectRatio);
    }
    m_line->setClipToAxisRect(true);
    m_label->setClipToAxisRect(false);
    m_label->setPadding({4, 2, 4, 2});
}

void PlotCursor::show(double key, const QString& label)
{
    const QCPRange range = m_line->start->keyAxis()->range();
    const bool inside = range.contains(key);
    const double place = (key - range.lower) / range.size();
    m_line->start->setCoords(key, 0.0);
    m_line->end->setCoords(key, 1.0);
    m_label->position->setCoords(key, 0.985); // above the lowest grid line
    m_label->setPositionAlignment(Qt::AlignBottom | (place < kEdge         ? Qt::AlignLeft
                                                     : place > 1.0 - kEdge ? Qt::AlignRight
                                                                           : Qt::AlignHCenter));
    m_label->setText(label);
    m_line->setVisible(inside);
    m_label->setVisible(inside);
    m_layer->replot();
}

void PlotCursor::hide()
{
    if (!m_line->visible() && !m_label->visible())
        return;
    m_line->setVisible(false);
    m_label->setVisible(false);
    m_layer->replot();
}

void PlotCursor::setLook(const Colours& colours, const QFont& font)
{
    m_line->setPen(QPen(colours.dim, 1.0, Qt::DotLine));
    m_label->setColor(colours.text);
    m_label->setBrush(colours.pane);
    m_label->setPen(Qt::NoPen);
    m_label->setFont(font);
}

} // namespace rw::ui
