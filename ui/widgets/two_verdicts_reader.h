#pragma once

#include "ui/models/two_verdicts_model.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QLabel;
class QTextEdit;

namespace rw::ui {

class ElidedLabel;

/// One answer to read, with the evidence of two verdicts side by side. What each read is underlined in the
/// text: that of the first with a line, that of the second with dashes.
class TwoVerdictsReader : public QWidget
{
    Q_OBJECT

public:
    explicit TwoVerdictsReader(const Theme& theme, QWidget* parent = nullptr);

    /// @param first and @param second head the two verdicts
    void showVerdicts(const TwoVerdicts& verdicts, const QString& first, const QString& second);
    void clear();

private:
    void refresh();

    const Theme& m_theme;
    std::optional<TwoVerdicts> m_shown;
    QString m_heads[2];
    ElidedLabel* m_prompt;
    QTextEdit* m_text;
    QLabel* m_evidence[2];
};

} // namespace rw::ui
