#pragma once

#include "core/rollout/rollout.h"
#include "core/text/tokenizer.h"
#include "ui/models/answer_view.h"
#include "ui/widgets/details_area.h"

#include <optional>

class QAction;
class QLabel;

namespace rw::ui {

class ElidedLabel;
class InspectorTokens;

/// Everything known about one answer: its tokens, its verdict, its advantage.
class InspectorPanel : public DetailsArea
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
    void showTitle(const AnswerView& view, int policyVersion);
    void showVerdict(const AnswerView& view);
    void showAdvantage(const RolloutGroup* group, const AnswerView& view);
    void restyle();

    const Theme& m_theme;
    std::optional<AnswerView> m_shown;
    QLabel* m_title;
    ElidedLabel* m_subtitle;
    InspectorTokens* m_tokens;
    QLabel* m_notRecorded;
    QLabel* m_verdict;
    QLabel* m_evidence;
    QWidget* m_judging; ///< buttons
    QLabel* m_formula;
    QLabel* m_parts;
};

} // namespace rw::ui
