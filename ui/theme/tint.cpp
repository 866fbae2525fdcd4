#include "ui/theme/tint.h"

#include <QPalette>
#include <QWidget>

namespace rw::ui {

void setInk(QWidget* widget, const QColor& ink)
{
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, ink);
    palette.setColor(QPalette::Text, ink); // what selectable labels draw with
    widget->setPalette(palette);
}

void setSurface(QWidget* widget, const QColor& surface)
{
    QPalette palette;
    palette.setColor(QPalette::Window, surface);
    widget->setPalette(palette);
    widget->setAutoFillBackground(true);
}

} // namespace rw::ui
