#include "ui/panels/inspector_panel.h"

#include "ui/panels/inspector_text.h"
#include "ui/panels/inspector_tokens.h"
#include "ui/theme/tint.h"
#include "ui/theme/verdict_style.h"
#include "ui/widgets/answer_facts.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/evidence_text.h"
#include "ui/widgets/token_text.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

namespace rw::ui {

InspectorPanel::InspectorPanel(const Theme& theme, QWidget* parent)
    : DetailsArea(theme, tr("No answer chosen"),
                  tr("Choose an answer to see its tokens, its verdict and what training made of it."), parent)
    , m_theme(theme)
    , m_title(new QLabel)
    , m_subtitle(new ElidedLabel)
    , m_tokens(new InspectorTokens(theme))
{
    auto* titleRow = new QHBoxLayout;
    titleRow->setSpacing(theme.px(9));
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_subtitle, 1);
    column()->addLayout(titleRow);
    column()->addSpacing(theme.px(4));
    column()->addWidget(m_tokens);
    m_notRecorded = addText(Ink::Dim);
    m_notRecorded->setText(tr("The tokens can be inspected once the answers of this group are recorded."));
    addHeading(tr("Verdict"));
    m_verdict = addText();
    m_verdict->setTextFormat(Qt::RichText);
    m_evidence = addText();
    m_evidence->setTextFormat(Qt::RichText);
    m_evidence->setObjectName(QStringLiteral("evidence"));
    m_judging = new QWidget(content());
    auto* judging = new QGridLayout(m_judging);
    judging->setContentsMargins(0, theme.px(4), 0, 0);
    judging->setSpacing(theme.px(4));
    column()->addWidget(m_judging);
    addHeading(tr("Advantage"));
    m_formula = addText();
    m_parts = addText(Ink::Dim);
    column()->addStretch(1);
    connect(&theme, &Theme::changed, this, &InspectorPanel::restyle);
    restyle();
    clear();
}

void InspectorPanel::showAnswer(const RolloutGroup& group, int index, const AnswerView& view)
{
    if (index < 0 || index >= static_cast<int>(group.rollouts.size()))
        return showPlain(view);
    const Rollout& rollout = group.rollouts[static_cast<std::size_t>(index)];
    m_shown = view;
    showTitle(view, rollout.policyVersion);
    m_tokens->showRollout(rollout);
    m_tokens->show();
    m_notRecorded->hide();
    showVerdict(view);
    showAdvantage(&group, view);
    showContent();
}

void InspectorPanel::showPlain(const AnswerView& view)
{
    m_shown = view;
    showTitle(view, 0);
    m_tokens->hide();
    m_notRecorded->show();
    showVerdict(view);
    showAdvantage(nullptr, view);
    showContent();
}

void InspectorPanel::clear()
{
    m_shown.reset();
    m_tokens->clear();
    showPlaceholder();
}

void InspectorPanel::setTokenizer(std::optional<Tokenizer> tokenizer)
{
    m_tokens->setTokenizer(std::move(tokenizer));
}

void InspectorPanel::setVerdictActions(const QList<QAction*>& actions)
{
    constexpr int kColumns = 2;
    auto* grid = static_cast<QGridLayout*>(m_judging->layout());
    QWidget* before = m_tokens->text();
    for (QAction* action : actions) {
        auto* button = new QToolButton(m_judging);
        button->setDefaultAction(action);
        button->setAccessibleName(action->iconText());
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::TabFocus);
        setTabOrder(before, button);
        before = button;
        const int place = grid->count();
        const bool isAlone = action == actions.last() && place % kColumns == 0;
        grid->addWidget(button, place / kColumns, place % kColumns, 1, isAlone ? kColumns : 1);
    }
}

void InspectorPanel::showTitle(const AnswerView& view, int policyVersion)
{
    m_title->setText(tr("Answer %1").arg(QLocale().toString(view.index + 1)));
    QStringList parts{stateWord(view.state).toLower()};
    if (view.starred)
        parts << tr("preferred");
    if (policyVersion > 0)
        parts << tr("step %1").arg(QLocale().toString(policyVersion));
    m_subtitle->setText(parts.join(QStringLiteral(" · ")));
}

void InspectorPanel::showVerdict(const AnswerView& view)
{
    const QColor ink = verdictStyle(view.state, m_theme.colours()).ink;
    const QString badge = isJudgedByHand(view) ? QStringLiteral("&nbsp;[%1]").arg(byHandText()) : QString();
    const QString sentence = view.verdict ? verdictSentence(*view.verdict) : tr("Not checked yet.");
    m_verdict->setText(QStringLiteral("<span style=\"color:%1;font-weight:600\">%2 %3</span>%4&nbsp; %5")
                           .arg(ink.name(), stateSign(view.state), stateWord(view.state).toHtmlEscaped(),
                                badge, sentence.toHtmlEscaped()));
    m_evidence->setVisible(view.verdict.has_value());
    m_judging->setVisible(view.rollout.isValid());
    if (view.verdict)
        m_evidence->setText(evidenceTable(*view.verdict, m_theme.colours()));
}

void InspectorPanel::showAdvantage(const RolloutGroup* group, const AnswerView& view)
{
    const auto text = group != nullptr ? advantageText(*group, view.index) : std::optional<AdvantageText>();
    m_formula->setVisible(text.has_value());
    m_formula->setText(text ? text->formula : QString());
    m_parts->setText(
        text ? text->parts
             : tr("A training step on these answers computes it: how much better this answer's reward is "
                  "than the mean of its group."));
}

void InspectorPanel::restyle()
{
    m_title->setFont(m_theme.strongFont());
    m_formula->setFont(m_theme.tokenFont());
    setInk(m_subtitle, m_theme.colours().dim);
    if (m_shown)
        showVerdict(*m_shown);
}

} // namespace rw::ui
