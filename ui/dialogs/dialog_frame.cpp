#include "ui/dialogs/dialog_frame.h"

#include "ui/theme/button_kind.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace rw::ui {

QVBoxLayout* makeDialogColumn(QDialog& dialog, const Theme& theme)
{
    auto* column = new QVBoxLayout(&dialog);
    const int margin = theme.px(18);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(12));
    return column;
}

DialogButtons makeDialogButtons(QDialog& dialog, const QString& verb)
{
    auto* box = new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog);
    QPushButton* button = box->addButton(verb, QDialogButtonBox::AcceptRole);
    button->setDefault(true);
    setButtonKind(button, ButtonKind::Primary);
    QObject::connect(box, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    return {box, button};
}

QDialogButtonBox* makeCloseButton(QDialog& dialog)
{
    auto* box = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    box->button(QDialogButtonBox::Close)->setDefault(true);
    QObject::connect(box, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    return box;
}

} // namespace rw::ui
