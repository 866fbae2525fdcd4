#include "ui/widgets/two_verdicts_reader.h"

#include "ui/models/answer_view.h"
#include "ui/theme/verdict_style.h"
#include "ui/widgets/answer_facts.h"
#include "ui/widgets/details_area.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/evidence_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>
#include <QTextEdit>
#include <QVBoxLayout>

namespace rw::ui {

namespace {

constexpr int kPromptLines = 3;

QTextEdit::ExtraSelection mark(QTextDocument* document, const TwoVerdicts& shown, const Verdict& verdict,
                               QTextCharFormat::UnderlineStyle style)
{
    AnswerView view;
    view.text = shown.answer;
    view.verdict = verdict;
    const TextRange range = extractedRange(view);
    QTextEdit::ExtraSelection mark;
    mark.cursor = QTextCursor(document);
    mark.cursor.setPosition(range.begin);
    mark.cursor.setPosition(range.begin + range.length, QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(style);
    mark.format.setFontWeight(QFont::DemiBold);
    return mark;
}

} // namespace

TwoVerdictsReader::TwoVerdictsReader(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_prompt(new ElidedLabel(this, kPromptLines))
    , m_text(new QTextEdit)
{
    m_text->setReadOnly(true);
    m_text->setAcceptRichText(false);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Answer"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme.px(14));
    for (int side = 0; side < 2; ++side) {
        m_evidence[side] = makeSelectableText(nullptr);
        m_evidence[side]->setTextFormat(Qt::RichText);
        m_evidence[side]->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        auto* area = new QScrollArea;
        area->setWidgetResizable(true);
        area->setFrameShape(QFrame::NoFrame);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        area->setWidget(m_evidence[side]);
        grid->addWidget(area, 0, side);
        grid->setColumnStretch(side, 1);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(10), 0, 0, 0);
    layout->setSpacing(theme.px(6));
    layout->addWidget(m_prompt);
    layout->addWidget(m_text, 2);
    layout->addLayout(grid, 3);
    connect(&theme, &Theme::changed, this, &TwoVerdictsReader::refresh);
    clear();
}

void TwoVerdictsReader::showVerdicts(const TwoVerdicts& verdicts, const QString& first, const QString& second)
{
    m_shown = verdicts;
    m_heads[0] = first;
    m_heads[1] = second;
    refresh();
}

void TwoVerdictsReader::clear()
{
    m_shown.reset();
    m_prompt->setText(tr("Choose an answer to read it."));
    m_text->clear();
    for (QLabel* label : m_evidence)
        label->clear();
}

void TwoVerdictsReader::refresh()
{
    m_text->setFont(m_theme.answerFont());
    if (!m_shown)
        return;
    m_prompt->setText(m_shown->prompt);
    m_text->setPlainText(m_shown->answer);
    m_text->setExtraSelections(
        {mark(m_text->document(), *m_shown, m_shown->first, QTextCharFormat::SingleUnderline),
         mark(m_text->document(), *m_shown, m_shown->second, QTextCharFormat::DashUnderline)});
    const Verdict* verdicts[2] = {&m_shown->first, &m_shown->second};
    for (int side = 0; side < 2; ++side) {
        const AnswerState state = stateOf(FinishReason::Stop, *verdicts[side]);
        m_evidence[side]->setText(QStringLiteral("<p><span style=\"font-weight:600\">%1</span>&nbsp; <span "
                                                 "style=\"color:%2;font-weight:600\">%3 %4</span></p>%5")
                                      .arg(m_heads[side].toHtmlEscaped(),
                                           verdictStyle(state, m_theme.colours()).ink.name(),
                                           stateSign(state), stateWord(state).toHtmlEscaped(),
                                           evidenceTable(*verdicts[side], m_theme.colours())));
    }
}

} // namespace rw::ui
