#pragma once

#include "ui/models/prompt_filter_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <array>

class QLineEdit;
class QToolButton;

namespace rw::ui {

class FilterChip;
class PromptFilterForm;

/// What narrows a list of prompts: words, chips for how they fared, and a form of further filters that
/// unfolds.
class PromptSearch : public QWidget
{
    Q_OBJECT

public:
    explicit PromptSearch(const Theme& theme, QWidget* parent = nullptr);

    /// What there is to choose from in the form. Emits changed(): what was chosen may be there no more.
    void setChoices(const QStringList& categories, const std::vector<int>& difficulties,
                    const QStringList& tags);
    [[nodiscard]] PromptFilter filter() const;
    /// The form of further filters, with the order.
    [[nodiscard]] PromptFilterForm& form() { return *m_form; }
    void clear(); ///< all but the order; emits changed()
    void focusWords();

    [[nodiscard]] bool isUnfolded() const;
    void unfold(bool unfolded);

signals:
    void changed();
    void downPressed(); ///< in the words: on to the list

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildChips();
    void buildLayout();
    void tellChange();

    const Theme& m_theme;
    QLineEdit* m_words;
    QToolButton* m_more;
    PromptFilterForm* m_form;
    std::array<FilterChip*, 4> m_chips{};
    PromptShow m_show = PromptShow::All;
};

} // namespace rw::ui
