#pragma once

#include "ui/models/prompt_filter_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QSpinBox;
class QToolButton;

namespace rw::ui {

/// Order of the prompts, and the filters beyond words and how they fared: category, difficulty, pass rate,
/// tag.
class PromptFilterForm : public QWidget
{
    Q_OBJECT

public:
    PromptFilterForm(const Theme& theme, QWidget* parent = nullptr);

    /// What there is to choose from. What is chosen stays so where it is still there. Emits nothing.
    void setChoices(const QStringList& categories, const std::vector<int>& difficulties,
                    const QStringList& tags);
    /// Puts what is chosen here into `filter`.
    void fill(PromptFilter& filter) const;
    void clearFilters(); ///< not the order; emits changed() where something was chosen
    [[nodiscard]] int filtersInUse() const;

    [[nodiscard]] PromptOrder order() const;
    [[nodiscard]] bool isDescending() const;
    void setOrder(PromptOrder order, bool descending); ///< emits changed() where it is another one

signals:
    void changed();

private:
    QComboBox* addChoice(const QString& objectName, const QString& accessibleName);
    void buildLayout();
    void restyle();
    void showDirection();

    const Theme& m_theme;
    QComboBox* m_order;
    QToolButton* m_direction;
    QComboBox* m_category;
    QComboBox* m_difficulty;
    QSpinBox* m_passFrom;
    QSpinBox* m_passTo;
    QComboBox* m_tag;
    QList<QLabel*> m_labels;
};

} // namespace rw::ui
