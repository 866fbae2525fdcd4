#pragma once

#include "core/prompts/prompt.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace rw::ui {

/// A question typed by hand, with the answer that is expected.
class AddPromptDialog : public QDialog
{
    Q_OBJECT

public:
    AddPromptDialog(const Theme& theme, const QStringList& categories, QWidget* parent = nullptr);

    /// What was typed. The id follows from the question, so that the same question is the same prompt.
    [[nodiscard]] Prompt prompt() const;

private:
    void buildLayout(const QStringList& categories);
    void changed();
    [[nodiscard]] QString howChecked() const;

    const Theme& m_theme;
    QPlainTextEdit* m_question;
    QLineEdit* m_answer;
    QComboBox* m_category;
    QLabel* m_check;
    QPushButton* m_add = nullptr;
};

} // namespace rw::ui
