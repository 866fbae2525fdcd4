#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QWidget>

class QButtonGroup;
class QBoxLayout;

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
    /// Lets the buttons stand one below the other where there is no room for a row. Off by default.
    void setMayStack(bool may);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(int index); ///< by a person

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    const Theme& m_theme;
    QBoxLayout* m_layout;
    QButtonGroup* m_group;
    bool m_mayStack = false;
};

} // namespace rw::ui
