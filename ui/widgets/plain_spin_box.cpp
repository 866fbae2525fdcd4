#include "ui/widgets/plain_spin_box.h"

#include <QLocale>

namespace rw::ui {

QString PlainSpinBox::textFromValue(double value) const
{
    return locale().toString(value, 'f', QLocale::FloatingPointShortest);
}

} // namespace rw::ui
