#pragma once

class QColor;
class QWidget;

namespace rw::ui {

/// Writes the widget's text in this colour, also where it can be selected.
void setInk(QWidget* widget, const QColor& ink);

/// Puts this colour behind the widget.
void setSurface(QWidget* widget, const QColor& surface);

} // namespace rw::ui
