#pragma once

#include <QDoubleSpinBox>

namespace rw::ui {

/// A spin box that writes 0.0003 as such: as many decimals as the value has, no zeros behind.
class PlainSpinBox : public QDoubleSpinBox
{
    Q_OBJECT

public:
    using QDoubleSpinBox::QDoubleSpinBox;

    [[nodiscard]] QString textFromValue(double value) const override;
};

} // namespace rw::ui
