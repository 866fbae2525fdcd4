#pragma once

#include "core/prompts/prompt.h"
#include "ui/theme/theme.h"
#include "ui/widgets/history_plot.h"

#include <QScrollArea>

#include <optional>
#include <vector>

class QFormLayout;
class QLabel;
class QStackedLayout;

namespace rw::ui {

class Placeholder;

/// Everything known of one prompt.
struct PromptDetails
{
    Prompt prompt;
    QString set; ///< that it is in; empty: built in, or of this session
    QStringList tags;
    QString solution;
    bool heldOut = false;
    int answers = 0; ///< judged, in all runs
    int correct = 0;
    std::optional<int> lastStep;       ///< of the weights that answered last
    std::vector<HistoryPoint> history; ///< oldest first
};

/// The prompt on screen: its text, what is expected, where it belongs, and how it fared. Useful from 250
/// pixels of width.
class PromptDetailsPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit PromptDetailsPanel(const Theme& theme, QWidget* parent = nullptr);

    void showPrompt(const PromptDetails& details);
    void clear();

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addText();
    void addFact(const QString& name, const QString& value);
    void clearFacts();
    void restyle();

    const Theme& m_theme;
    QWidget* m_content;
    Placeholder* m_placeholder;
    QStackedLayout* m_pages;
    QLabel* m_set;
    QLabel* m_text;
    QFormLayout* m_facts;
    QLabel* m_statistics;
    QLabel* m_historyHead;
    HistoryPlot* m_history;
};

} // namespace rw::ui
