#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;

namespace rw::ui {

class Placeholder;
class RunListModel;

/// The runs: what each aims at, how far it is and its last reward. The line at the left is the legend of the
/// curves and shows or hides the run in them.
class RunsPanel : public QWidget
{
    Q_OBJECT

public:
    RunsPanel(const Theme& theme, RunListModel& model, QWidget* parent = nullptr);

signals:
    void newRunRequested();
    void openFolderRequested();
    void openRequested(const QString& directory); ///< read-only
    void exportAnswersRequested(const QString& directory);
    void newRunFromRequested(const QString& directory);
    void visibilityChanged();

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildActions();
    void showMenu(const QPoint& position);
    void toggle(const QModelIndex& index);
    void applyLook();
    void updateEmpty();
    [[nodiscard]] QString currentDirectory() const;

    const Theme& m_theme;
    RunListModel& m_model;
    QLabel* m_title;
    QPushButton* m_new;
    QPushButton* m_open;
    QListView* m_list;
    Placeholder* m_empty;
};

} // namespace rw::ui
