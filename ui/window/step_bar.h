#pragma once

#include "ui/theme/theme.h"
#include "ui/window/workbench_session.h"

#include <QWidget>

class QPushButton;

namespace rw::ui {

class ElidedLabel;

/// Says that a step of the past, or another run, is on screen; goes from group to group of the step, and
/// back.
class StepBar : public QWidget
{
    Q_OBJECT

public:
    explicit StepBar(const Theme& theme, QWidget* parent = nullptr);

    /// @param elsewhere name of the run that is looked at without being trained; empty: the current one
    void show(const std::optional<StepView>& view, const QString& elsewhere);

signals:
    void groupRequested(int index);
    void stepRequested(int step);
    void closeRequested();

private:
    void applyLook();

    const Theme& m_theme;
    std::optional<StepView> m_view;
    ElidedLabel* m_text;
    QPushButton* m_previousStep;
    QPushButton* m_nextStep;
    QPushButton* m_previous;
    QPushButton* m_next;
    QPushButton* m_close;
};

} // namespace rw::ui
