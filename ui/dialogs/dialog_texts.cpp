#include "ui/dialogs/dialog_texts.h"

#include <QLabel>

namespace rw::ui {

namespace {

void tint(QLabel* label, const QColor& colour)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

} // namespace

void styleHint(QLabel* label, const Theme& theme)
{
    label->setWordWrap(true);
    label->setFont(theme.textFont(0.92));
    tint(label, theme.colours().dim);
}

void styleProblem(QLabel* label, const Theme& theme)
{
    label->setWordWrap(true);
    label->setFont(theme.textFont(0.92));
    tint(label, theme.colours().wrong);
}

void styleHeading(QLabel* label, const Theme& theme)
{
    QFont font = theme.textFont(1.25);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
}

} // namespace rw::ui
