#pragma once

#include "core/rollout/sampling_params.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QAction;
class QDoubleSpinBox;
class QMenu;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace rw::ui {

class SegmentedControl;

/// What the tool bar's buttons do; the same actions are in the menus.
struct ToolActions
{
    QAction* generate;
    QAction* stop;
    QAction* star;
    QAction* shortest;
    QAction* trainStep;
    QAction* trainMany;
    QAction* pause;
};

/// The row of controls below the menu: model, stage, how to draw, generate, pick, train. Takes a second row
/// where the window is narrow.
class MainToolBar : public QWidget
{
    Q_OBJECT

public:
    MainToolBar(const Theme& theme, const ToolActions& actions, QWidget* parent = nullptr);

    void setModel(const QString& name, const QString& start);
    /// Which weights can answer, and which do: "base", "imitation", "current" or "start", "current".
    void setStages(const QStringList& stages, const QString& current);
    /// Opens a menu below the model's button.
    void popUpAtModel(QMenu& menu);
    /// Does not emit samplingChanged().
    void setSampling(const SamplingParams& sampling);
    [[nodiscard]] SamplingParams sampling() const;

signals:
    void modelPressed();
    void stageChosen(const QString& stage); ///< one of setStages()
    void samplingChanged();                 ///< by a person

private:
    SegmentedControl* buildStages(const QStringList& stages);
    QWidget* buildSamplingControls();
    QWidget* buildTrainingControls(const ToolActions& actions);
    QPushButton* buttonFor(QAction* action, const QString& label);
    void applyLook();

    const Theme& m_theme;
    SamplingParams m_sampling;
    QPushButton* m_model;
    SegmentedControl* m_builtInStages; ///< one of these two is on screen
    SegmentedControl* m_ownStages;
    QSpinBox* m_samples;
    QDoubleSpinBox* m_temperature;
    QSpinBox* m_seed;
    QList<QWidget*> m_separators;
};

} // namespace rw::ui
