#pragma once

class QAbstractButton;
class QWidget;

namespace rw::ui {

/// How much a button asks to be pressed.
enum class ButtonKind {
    Normal,
    Primary,   ///< the one thing to do next: filled with the accent
    Secondary, ///< accent outline and text
    Plain      ///< text alone until the pointer is over it
};

void setButtonKind(QAbstractButton* button, ButtonKind kind);
ButtonKind buttonKind(const QWidget* button);

} // namespace rw::ui
