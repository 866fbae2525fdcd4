#include "ui/widgets/wrap_row.h"

#include <QBoxLayout>
#include <QEvent>

#include <algorithm>

namespace rw::ui {

WrapRow::WrapRow(QWidget* start, QWidget* end, int spacing, QWidget* parent, Place place)
    : QWidget(parent)
    , m_start(start)
    , m_end(end)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(spacing);
    m_layout->addWidget(start);
    m_layout->addWidget(end);
    m_layout->insertStretch(place == Place::Apart ? 1 : 2, 1);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int WrapRow::oneRow() const
{
    return m_start->sizeHint().width() + m_end->sizeHint().width() + 2 * m_layout->spacing();
}

QSize WrapRow::sizeHint() const
{
    return {oneRow(), m_layout->sizeHint().height()};
}

QSize WrapRow::minimumSizeHint() const
{
    const auto least = [](const QWidget* widget) {
        const QSize hint = widget->minimumSizeHint();
        return widget->minimumWidth() > 0 ? QSize(widget->minimumWidth(), hint.height()) : hint;
    };
    const QSize start = least(m_start);
    const QSize end = least(m_end);
    return {std::max(start.width(), end.width()), std::max(start.height(), end.height())};
}

bool WrapRow::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        choose();
    return QWidget::event(event);
}

void WrapRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    choose();
}

void WrapRow::choose()
{
    const auto direction = oneRow() > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_layout->direction() == direction)
        return;
    m_layout->setDirection(direction);
    m_layout->setAlignment(m_start, direction == QBoxLayout::TopToBottom ? Qt::AlignLeft : Qt::Alignment());
    m_layout->setAlignment(m_end, direction == QBoxLayout::TopToBottom ? Qt::AlignLeft : Qt::Alignment());
    updateGeometry();
}

} // namespace rw::ui
