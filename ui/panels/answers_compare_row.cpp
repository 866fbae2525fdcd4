#include "ui/panels/answers_compare_row.h"

#include "ui/models/text_diff.h"
#include "ui/theme/verdict_style.h"
#include "ui/widgets/answer_facts.h"
#include "ui/widgets/verdict_frame.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>

namespace rw::ui {
namespace {

QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
}

QString span(const QString& text, const QString& css)
{
    return QStringLiteral("<span style=\"%1\">%2</span>").arg(css, escaped(text));
}

QString marked(const std::vector<DiffPart>& parts, const QColor& mark)
{
    QString html;
    const QString css = QStringLiteral("background-color:%1;text-decoration:underline").arg(mark.name());
    for (const DiffPart& part : parts)
        html += part.changed ? span(part.text, css) : escaped(part.text);
    return html;
}

QColor tint(const QColor& ground, const QColor& ink)
{
    const auto mix = [](float a, float b) { return a + (b - a) * 0.22F; };
    return QColor::fromRgbF(mix(ground.redF(), ink.redF()), mix(ground.greenF(), ink.greenF()),
                            mix(ground.blueF(), ink.blueF()));
}

bool isGrowing(const AnswerView& answer)
{
    return !isFinished(answer.state);
}

} // namespace

AnswersCompareRow::AnswersCompareRow(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(9));
    m_left = makeSide();
    m_right = makeSide();
    layout->addWidget(m_left.frame, 1);
    layout->addWidget(m_right.frame, 1);
    connect(&theme, &Theme::changed, this, &AnswersCompareRow::refresh);
}

AnswersCompareRow::Side AnswersCompareRow::makeSide()
{
    auto* frame = new VerdictFrame(m_theme, this);
    auto* layout = new QVBoxLayout(frame);
    layout->setContentsMargins(m_theme.px(11), m_theme.px(7), m_theme.px(11), m_theme.px(7));
    layout->setSpacing(m_theme.px(3));
    const Side side{frame, new QLabel(frame), new QLabel(frame), new QLabel(frame)};
    for (QLabel* label : {side.head, side.text, side.foot}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::RichText);
        layout->addWidget(label);
    }
    side.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->setStretch(1, 1);
    side.text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return side;
}

void AnswersCompareRow::showPair(const AnswerView& before, const AnswerView& after)
{
    m_before = before;
    m_after = after;
    refresh();
}

void AnswersCompareRow::refresh()
{
    const Colours& c = m_theme.colours();
    QString left = escaped(m_before.text);
    QString right = escaped(m_after.text);
    QString note;
    if (!isGrowing(m_after)) {
        const WordDiff diff = wordDiff(m_before.text, m_after.text);
        const auto ground = [&](const AnswerView& answer) { return verdictStyle(answer.state, c).fill; };
        left = marked(diff.before, tint(ground(m_before), c.down));
        right = marked(diff.after, tint(ground(m_after), c.up));
        const bool was = m_before.state == AnswerState::Correct;
        const bool is = m_after.state == AnswerState::Correct;
        note = m_before.text == m_after.text ? tr("same words")
               : was == is                   ? QString()
               : is                          ? tr("turned green")
                                             : tr("turned red");
    }
    fill(m_left, m_before, left, {});
    fill(m_right, m_after, right, note);
    setAccessibleName(tr("Before: %1. After: %2")
                          .arg(stateWord(m_before.state).toLower(), stateWord(m_after.state).toLower()));
}

void AnswersCompareRow::fill(const Side& side, const AnswerView& answer, const QString& html,
                             const QString& note)
{
    const Colours& c = m_theme.colours();
    const QString ink =
        QStringLiteral("font-weight:600;color:%1").arg(verdictStyle(answer.state, c).ink.name());
    const QString dim = QStringLiteral("color:%1").arg(c.dim.name());
    const QString gap = QStringLiteral("&nbsp; ");
    QStringList head{span(stateSign(answer.state), ink),
                     span(QLocale().toString(answer.index + 1), QStringLiteral("font-weight:600")),
                     span(stateWord(answer.state), ink), span(evidenceText(answer), dim)};
    if (!note.isEmpty())
        head << span(note, QStringLiteral("font-weight:600"));
    side.frame->setVerdict(answer.state, answer.starred);
    side.head->setText(head.join(gap));
    side.text->setFont(m_theme.answerFont());
    side.text->setText(html);
    side.foot->setFont(m_theme.textFont(0.89));
    side.foot->setText(span(tr("%n token(s)", nullptr, answer.tokens), dim));
}

} // namespace rw::ui
