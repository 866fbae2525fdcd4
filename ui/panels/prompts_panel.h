#pragma once

#include "ui/models/prompt_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace rw::ui {

class ChoosingList;
class FilterChip;
class Placeholder;

/// All prompts, searched and filtered, with how each fared. JSONL files can be dropped on it.
class PromptsPanel : public QWidget
{
    Q_OBJECT

public:
    PromptsPanel(const Theme& theme, PromptModel& model, QWidget* parent = nullptr);

    void focusSearch();
    /// Marks the prompt on screen. Does not emit promptChosen(). Unknown or empty: none.
    void setCurrentPrompt(const std::string& id);

signals:
    void promptChosen(int row); ///< row of the PromptModel
    void addRequested();
    void openFileRequested();
    void filesDropped(const QStringList& paths); ///< all end in .jsonl

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildFilters();
    void buildLayout();
    void setShow(PromptFilterModel::Show show);
    void clearFilters();
    void fillCategories();
    void filterChanged();
    void updateState();
    void applyLook();
    [[nodiscard]] bool isFiltered() const;

    const Theme& m_theme;
    PromptModel& m_model;
    PromptFilterModel* m_filter;
    QLabel* m_title;
    QLabel* m_count;
    QLineEdit* m_search;
    QComboBox* m_category;
    std::array<FilterChip*, 4> m_chips{};
    ChoosingList* m_list;
    Placeholder* m_empty;
    QPushButton* m_add;
    QPushButton* m_open;
    std::string m_current;
};

} // namespace rw::ui
