#include "ui/panels/choosing_list.h"

#include <QGuiApplication>
#include <QKeyEvent>

namespace rw::ui {

namespace {

/// Shift and Ctrl add to the selection; what is on screen stays.
bool isSelecting(Qt::KeyboardModifiers modifiers)
{
    return (modifiers & (Qt::ShiftModifier | Qt::ControlModifier)) != 0;
}

} // namespace

ChoosingList::ChoosingList(QWidget* parent)
    : QListView(parent)
{
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (!isSelecting(QGuiApplication::keyboardModifiers()))
            emit chosen(index);
    });
}

void ChoosingList::keyPressEvent(QKeyEvent* event)
{
    const QModelIndex before = currentIndex();
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || event->modifiers().testFlag(Qt::ControlModifier))
        QListView::keyPressEvent(event);
    if (isSelecting(event->modifiers()))
        return;
    if (currentIndex().isValid() && (enter || currentIndex() != before))
        emit chosen(currentIndex());
}

} // namespace rw::ui
