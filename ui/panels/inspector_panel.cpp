#include "ui/panels/inspector_panel.h"

#include "ui/panels/inspector_text.h"
#include "ui/panels/inspector_tokens.h"
#include "ui/theme/verdict_style.h"
#include "ui/widgets/answer_facts.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/evidence_text.h"
#include "ui/widgets/placeholder.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace rw::ui {
namespace {

void setInk(QWidget* widget, const QColor& ink)
{
    QPalette palette = widget->palette();
    palette.setColor(QPalette::WindowText, ink);
    palette.setColor(QPalette::Text, ink); // what selectable labels draw with
    widget->setPalette(palette);
}

} // namespace

InspectorPanel::InspectorPanel(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget)
    , m_placeholder(new Placeholder(theme))
    , m_title(new QLabel)
    , m_subtitle(new ElidedLabel)
    , m_tokens(new InspectorTokens(theme))
{
    auto* host = new QWidget;
    m_pages = new QStackedLayout(host);
    m_pages->addWidget(m_content);
    m_pages->addWidget(m_placeholder);
    m_placeholder->setTexts(
        tr("No answer chosen"),
        tr("Choose an answer to see its tokens, its verdict and what training made of it."));

    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(theme.px(12), theme.px(9), theme.px(12), theme.px(12));
    layout->setSpacing(theme.px(5));
    auto* titleRow = new QHBoxLayout;
    titleRow->setSpacing(theme.px(9));
    titleRow->addWidget(m_title);
    titleRow->addWidget(m_subtitle, 1);
    layout->addLayout(titleRow);
    layout->addSpacing(theme.px(4));
    layout->addWidget(m_tokens);
    m_notRecorded = addText();
    m_notRecorded->setText(tr("The tokens can be inspected once the answers of this group are recorded."));
    addSection(tr("Verdict"));
    m_verdict = addText();
    m_verdict->setTextFormat(Qt::RichText);
    m_evidence = addText();
    m_evidence->setTextFormat(Qt::RichText);
    m_evidence->setObjectName(QStringLiteral("evidence"));
    m_judging = new QWidget(m_content);
    auto* judging = new QGridLayout(m_judging);
    judging->setContentsMargins(0, theme.px(4), 0, 0);
    judging->setSpacing(theme.px(4));
    layout->addWidget(m_judging);
    addSection(tr("Advantage"));
    m_formula = addText();
    m_parts = addText();
    layout->addStretch(1);

    setWidget(host);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setMinimumWidth(theme.px(250));
    setBackgroundRole(QPalette::Base);
    host->setBackgroundRole(QPalette::Base);
    host->setAutoFillBackground(true);
    connect(&theme, &Theme::changed, this, &InspectorPanel::restyle);
    restyle();
    clear();
}

QLabel* InspectorPanel::addSection(const QString& title)
{
    auto* label = new QLabel(title, m_content);
    m_heads << label;
    m_content->layout()->addWidget(label);
    label->setContentsMargins(0, m_theme.px(8), 0, 0);
    return label;
}

QLabel* InspectorPanel::addText()
{
    auto* label = new QLabel(m_content);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_content->layout()->addWidget(label);
    return label;
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
    m_pages->setCurrentWidget(m_content);
}

void InspectorPanel::showPlain(const AnswerView& view)
{
    m_shown = view;
    showTitle(view, 0);
    m_tokens->hide();
    m_notRecorded->show();
    showVerdict(view);
    showAdvantage(nullptr, view);
    m_pages->setCurrentWidget(m_content);
}

void InspectorPanel::clear()
{
    m_shown.reset();
    m_tokens->clear();
    m_pages->setCurrentWidget(m_placeholder);
}

void InspectorPanel::setTokenizer(std::optional<Tokenizer> tokenizer)
{
    m_tokens->setTokenizer(std::move(tokenizer));
}

void InspectorPanel::setVerdictActions(const QList<QAction*>& actions)
{
    constexpr int kColumns = 2;
    auto* grid = static_cast<QGridLayout*>(m_judging->layout());
    for (QAction* action : actions) {
        auto* button = new QToolButton(m_judging);
        button->setDefaultAction(action);
        button->setAccessibleName(action->iconText());
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setFocusPolicy(Qt::TabFocus);
        grid->addWidget(button, grid->count() / kColumns, grid->count() % kColumns);
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
    const Colours& c = m_theme.colours();
    QFont strong = m_theme.textFont();
    strong.setWeight(QFont::DemiBold);
    m_title->setFont(strong);
    for (QLabel* head : std::as_const(m_heads))
        head->setFont(strong);
    m_formula->setFont(m_theme.tokenFont());
    setInk(m_subtitle, c.dim);
    for (QLabel* label : {m_parts, m_notRecorded})
        setInk(label, c.dim);
    if (m_shown)
        showVerdict(*m_shown);
}

} // namespace rw::ui
