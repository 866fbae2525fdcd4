#pragma once

#include "core/prompts/prompt.h"
#include "ui/widgets/details_area.h"
#include "ui/widgets/history_plot.h"

#include <optional>
#include <vector>

class QFormLayout;
class QLabel;

namespace rw::ui {

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

/// The prompt on screen: its text, what is expected, where it belongs, and how it fared.
class PromptDetailsPanel : public DetailsArea
{
    Q_OBJECT

public:
    explicit PromptDetailsPanel(const Theme& theme, QWidget* parent = nullptr);

    void showPrompt(const PromptDetails& details);
    void clear();

private:
    void addFact(const QString& name, const QString& value);
    void clearFacts();
    void restyle();

    const Theme& m_theme;
    QLabel* m_set;
    QLabel* m_text;
    QFormLayout* m_facts;
    QLabel* m_statistics;
    HistoryPlot* m_history;
};

} // namespace rw::ui
