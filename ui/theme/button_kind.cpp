#include "ui/theme/button_kind.h"

#include <QAbstractButton>
#include <QVariant>

namespace rw::ui {
namespace {

constexpr const char* kProperty = "rwButtonKind";

} // namespace

void setButtonKind(QAbstractButton* button, ButtonKind kind)
{
    button->setProperty(kProperty, static_cast<int>(kind));
    QFont font; // the weight alone is ours, the rest stays the application's
    font.setWeight(kind == ButtonKind::Primary || kind == ButtonKind::Secondary ? QFont::DemiBold
                                                                                : QFont::Normal);
    button->setFont(font);
    button->updateGeometry();
    button->update();
}

ButtonKind buttonKind(const QWidget* button)
{
    return button != nullptr ? static_cast<ButtonKind>(button->property(kProperty).toInt())
                             : ButtonKind::Normal;
}

} // namespace rw::ui
