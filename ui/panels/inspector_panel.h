#pragma once

#include "core/rollout/rollout.h"
#include "core/text/tokenizer.h"
#include "ui/models/answer_view.h"
#include "ui/theme/theme.h"

#include <QScrollArea>

#include <optional>

class QAction;
class QLabel;
class QStackedLayout;

namespace rw::ui {

class ElidedLabel;
class InspectorTokens;
class Placeholder;

/// Everything known about one answer: its tokens, its verdict, its advantage. Useful from 250 pixels of
/// width.
class InspectorPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit InspectorPanel(const Theme& theme, QWidget* parent = nullptr);

    /// A recorded answer, with its token traces. @param index its place in the group
    void showAnswer(const RolloutGroup& group, int index, const AnswerView& view);
    /// An answer that is not recorded yet: no traces.
    void showPlain(const AnswerView& view);
    void clear();
    /// Without one, tokens are shown by their ids.
    void setTokenizer(std::optional<Tokenizer> tokenizer);
    /// What a person can do about the verdict. Shown as buttons below it; outlive the panel.
    void setVerdictActions(const QList<QAction*>& actions);

private:
    QLabel* addSection(const QString& title);
    QLabel* addText();
    void showTitle(const AnswerView& view, int policyVersion);
    void showVerdict(const AnswerView& view);
    void showAdvantage(const RolloutGroup* group, const AnswerView& view);
    void restyle();

    const Theme& m_theme;
    std::optional<AnswerView> m_shown;
    QWidget* m_content;
    Placeholder* m_placeholder;
    QStackedLayout* m_pages;
    QLabel* m_title;
    ElidedLabel* m_subtitle;
    InspectorTokens* m_tokens;
    QLabel* m_notRecorded;
    QLabel* m_verdict;
    QLabel* m_evidence;
    QWidget* m_judging; ///< buttons
    QLabel* m_formula;
    QLabel* m_parts;
    QList<QLabel*> m_heads;
};

} // namespace rw::ui
