#pragma once

#include "ui/theme/theme.h"

class QDialog;
class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace rw::ui {

/// The column that a dialog's parts stand in, with the margins and distances of all dialogs.
QVBoxLayout* makeDialogColumn(QDialog& dialog, const Theme& theme);

/// The last row of a dialog that does something.
struct DialogButtons
{
    QDialogButtonBox* box;
    QPushButton* verb; ///< the default button; accepts the dialog
};

/// Cancel, and what the dialog does in a word. Not yet in the column.
DialogButtons makeDialogButtons(QDialog& dialog, const QString& verb);

/// Close, which Return presses too, for a dialog that only shows something. Not yet in the column.
QDialogButtonBox* makeCloseButton(QDialog& dialog);

} // namespace rw::ui
