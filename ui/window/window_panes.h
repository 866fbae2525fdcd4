#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QSplitter>

#include <utility>

class QSettings;
class QStackedWidget;

namespace rw::ui {

class SegmentedControl;

/// The panes below the tool bar: prompts, answers and the right side in a row, curves and runs below. A
/// person drags their borders.
class WindowPanes : public QSplitter
{
    Q_OBJECT

public:
    struct Contents
    {
        QWidget* prompts;
        QWidget* answers;
        QList<std::pair<QString, QWidget*>> right; ///< pages of the right side, by their tab
        QWidget* curves;
        QWidget* runs;
    };

    WindowPanes(const Theme& theme, const Contents& contents);

    /// @name Pages of the right side, from 0
    /// @{
    [[nodiscard]] int rightPage() const;
    void showRightPage(int page);
    /// @}

    /// @name Parts that can be hidden
    /// @{
    [[nodiscard]] QWidget* prompts() const { return m_columns->widget(0); }
    [[nodiscard]] QWidget* right() const { return m_columns->widget(2); }
    [[nodiscard]] QWidget* bottom() const { return m_bottom; }
    [[nodiscard]] QWidget* runs() const { return m_bottom->widget(1); }
    /// @}

    /// The sizes that fit a window of this size.
    void arrange(const QSize& window);
    void save(QSettings& settings) const;
    void restore(const QSettings& settings);

signals:
    void rightPageChanged(int page);

private:
    void applyLook();
    QWidget* buildRight(const QList<std::pair<QString, QWidget*>>& pages);

    const Theme& m_theme;
    QSplitter* m_columns; ///< prompts, answers, right side
    QSplitter* m_bottom;  ///< curves, runs
    SegmentedControl* m_rightTabs = nullptr;
    QStackedWidget* m_rightPages = nullptr;
};

} // namespace rw::ui
