#include "ui/panels/choosing_list.h"

#include <QKeyEvent>

namespace rw::ui {

ChoosingList::ChoosingList(QWidget* parent)
    : QListView(parent)
{
    connect(this, &QListView::clicked, this, &ChoosingList::chosen);
}

void ChoosingList::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex before = currentIndex();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || event->modifiers().testFlag(Qt::ControlModifier))
        QListView::keyPressEvent(event);
    if (currentIndex().isValid() && (enter || currentIndex() != before))
        emit chosen(currentIndex());
}

} // namespace rw::ui
