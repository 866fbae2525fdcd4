#pragma once

#include "ui/models/prompt_filter_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <string>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;

namespace rw::ui {

/// Whether a file's name says that it may hold prompts.
bool isPromptFile(const QString& path);

class ChoosingList;
class Placeholder;
class PromptDelegate;
class PromptFilterForm;
class PromptSearch;

/// The prompts of a set, searched, filtered and ordered, with how each fared. Files of prompts can be dropped
/// on it.
class PromptsPanel : public QWidget
{
    Q_OBJECT

public:
    PromptsPanel(const Theme& theme, PromptModel& model, QWidget* parent = nullptr);

    void focusSearch();
    /// Marks the prompt on screen. Does not emit promptChosen(). Unknown or empty: none.
    void setCurrentPrompt(const std::string& id);
    /// The sets to choose from beside the built-in prompts. @param current empty: the built-in prompts
    void setSets(const QStringList& names, const QString& current);
    /// What can be done with the set that is shown, in a menu beside its name, and with the prompts selected,
    /// by right click. The actions outlive the panel.
    void setActions(const QList<QAction*>& ofSet, const QList<QAction*>& ofPrompts);
    /// Rows of the PromptModel that are selected, as listed.
    [[nodiscard]] std::vector<int> selectedRows() const;
    [[nodiscard]] int selectedCount() const;

    /// @name What a person arranged, to be remembered
    /// @{
    [[nodiscard]] bool areFiltersShown() const;
    void showFilters(bool shown);
    [[nodiscard]] PromptFilterForm& filters();
    /// @}

signals:
    void promptChosen(int row); ///< row of the PromptModel
    void selectionChanged();
    void setChosen(const QString& name); ///< empty: the built-in prompts
    void addRequested();
    void openFileRequested();
    void filesDropped(const QStringList& paths); ///< each may be one of prompts, see isPromptFile()

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildList();
    void buildSets();
    void buildLayout();
    void connectModels();
    void showPromptMenu(const QPoint& position);
    void fillChoices();
    void applyFilter();
    void markCurrent();
    void updateState();
    void applyLook();
    [[nodiscard]] bool isFiltered() const;

    const Theme& m_theme;
    PromptModel& m_model;
    PromptFilterModel* m_filter;
    QLabel* m_title;
    QLabel* m_count;
    QComboBox* m_sets;
    QPushButton* m_setMenu;
    PromptSearch* m_search;
    ChoosingList* m_list;
    PromptDelegate* m_delegate;
    Placeholder* m_empty;
    QPushButton* m_add;
    QPushButton* m_open;
    QList<QAction*> m_promptActions;
    std::string m_current; ///< the prompt on screen
};

} // namespace rw::ui
