#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace rw::ui {

/// A row of joined buttons of which exactly one is pressed, such as Grid | Focus | Compare. Arrow keys move
/// the choice.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    SegmentedControl(const Theme& theme, const QStringList& labels, QWidget* parent = nullptr);

    [[nodiscard]] int current() const;
    /// Does not emit chosen().
    void setCurrent(int index);
    void setSegmentEnabled(int index, bool enabled);
    void setSegmentToolTip(int index, const QString& text);

signals:
    void chosen(int index); ///< by a person

private:
    const Theme& m_theme;
    QHBoxLayout* m_layout;
    QButtonGroup* m_group;
};

} // namespace rw::ui
