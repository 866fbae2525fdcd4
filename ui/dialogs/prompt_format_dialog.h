#pragma once

#include "core/prompts/prompt_format.h"
#include "ui/theme/theme.h"

#include <QDialog>

#include <optional>

class QCheckBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace rw::ui {

/// How the questions of a prompt set are put before a model. What is not valid is said below the fields and
/// cannot be applied.
class PromptFormatDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param format absent: the set leaves it to the run
    PromptFormatDialog(const Theme& theme, const QString& set, const std::optional<PromptFormat>& format,
                       QWidget* parent = nullptr);

    /// Absent where nothing is asked for.
    [[nodiscard]] std::optional<PromptFormat> format() const;

private:
    void addText(QVBoxLayout* column, const QString& label, QPlainTextEdit* field, const QString& hint);
    void read();

    const Theme& m_theme;
    QPlainTextEdit* m_system;
    QPlainTextEdit* m_instruction;
    QPlainTextEdit* m_variables; ///< NAME=VALUE, one a line
    QCheckBox* m_raw;
    QLabel* m_problem;
    QPushButton* m_apply = nullptr;
    PromptFormat m_format; ///< what was valid last
};

} // namespace rw::ui
