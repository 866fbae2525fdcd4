#include "ui/theme/alt_watch.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QMenuBar>

namespace rw::ui {

AltWatch::AltWatch()
{
    qApp->installEventFilter(this);
}

bool AltWatch::eventFilter(QObject* watched, QEvent* event)
{
    if (!watched->isWidgetType())
        return false;
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::KeyRelease;
    if (isKey && static_cast<const QKeyEvent*>(event)->key() == Qt::Key_Alt)
        setHeld(event->type() == QEvent::KeyPress);
    else if (event->type() == QEvent::WindowDeactivate)
        setHeld(false); // it is let go unseen
    return false;
}

void AltWatch::setHeld(bool held)
{
    if (held == m_isHeld)
        return;
    m_isHeld = held;
    for (QWidget* widget : QApplication::allWidgets()) {
        if (qobject_cast<QMenuBar*>(widget) || qobject_cast<QLabel*>(widget))
            widget->update();
    }
}

} // namespace rw::ui
