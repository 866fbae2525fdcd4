#pragma once

#include "core/protocol/model_messages.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QTextEdit;

namespace rw::ui {

/// What the model reads for the prompt on screen: the text, in which special tokens are marked, and its
/// tokens one by one.
class ExactPromptDialog : public QDialog
{
    Q_OBJECT

public:
    ExactPromptDialog(const Theme& theme, protocol::ExactPrompt prompt, QWidget* parent = nullptr);

private:
    QTextEdit* makeText();
    QWidget* makeTokens();
    [[nodiscard]] QString wholeText() const;
    [[nodiscard]] QString idsText() const;

    const Theme& m_theme;
    protocol::ExactPrompt m_prompt;
};

} // namespace rw::ui
