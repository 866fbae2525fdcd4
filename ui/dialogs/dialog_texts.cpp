#include "ui/dialogs/dialog_texts.h"

#include "ui/theme/tint.h"

#include <QLabel>

namespace rw::ui {

namespace {

/// Now, and whenever the theme is another one: a dialog may be open then.
void keepStyled(QLabel* label, const Theme& theme, void (*style)(QLabel*, const Theme&))
{
    style(label, theme);
    QObject::connect(&theme, &Theme::changed, label, [label, &theme, style] { style(label, theme); });
}

} // namespace

void styleHint(QLabel* label, const Theme& theme)
{
    label->setWordWrap(true);
    keepStyled(label, theme, [](QLabel* hint, const Theme& look) {
        hint->setFont(look.textFont(0.92));
        setInk(hint, look.colours().dim);
    });
}

void styleProblem(QLabel* label, const Theme& theme)
{
    label->setWordWrap(true);
    keepStyled(label, theme, [](QLabel* problem, const Theme& look) {
        problem->setFont(look.textFont(0.92));
        setInk(problem, look.colours().wrong);
    });
}

void styleHeading(QLabel* label, const Theme& theme)
{
    keepStyled(label, theme,
               [](QLabel* heading, const Theme& look) { heading->setFont(look.strongFont(1.25)); });
}

} // namespace rw::ui
