#pragma once

#include "core/prompts/prompt_record.h"
#include "core/verify/verifier_spec.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <string>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace rw::ui {

/// A question typed by hand, with the answer that is expected; also to change one that is there.
class AddPromptDialog : public QDialog
{
    Q_OBJECT

public:
    AddPromptDialog(const Theme& theme, const QStringList& categories, QWidget* parent = nullptr);

    /// What checks the answers of the run; the dialog says how. None: their final number.
    void setVerifiers(const std::vector<VerifierSpec>& verifiers);
    /// The sets it can be put into. @param current chosen at first; empty: this session alone
    void setSets(const QStringList& names, const QString& current);
    /// Changes this prompt instead: what is not shown of it stays as it is, its id, too.
    void edit(const PromptRecord& record);

    /// What was typed. The id of a new prompt follows from the question, so that the same question is the
    /// same prompt.
    [[nodiscard]] PromptRecord record() const;
    [[nodiscard]] Prompt prompt() const { return record().prompt; }
    [[nodiscard]] QString set() const; ///< empty: this session alone

private:
    void buildLayout(const QStringList& categories);
    void changed();
    [[nodiscard]] QString howChecked() const;

    const Theme& m_theme;
    QPlainTextEdit* m_question;
    QLineEdit* m_answer;
    QComboBox* m_category;
    QLabel* m_check;
    QSpinBox* m_difficulty;
    QLineEdit* m_tags;
    QComboBox* m_sets;
    QFormLayout* m_form;
    std::string m_verifier = "final-number"; ///< that decides
    PromptRecord m_record;                   ///< that is changed; without an id: a new one
    QPushButton* m_add = nullptr;
};

} // namespace rw::ui
