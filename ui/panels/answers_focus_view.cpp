#include "ui/panels/answers_focus_view.h"

#include "ui/theme/tint.h"
#include "ui/theme/verdict_style.h"
#include "ui/widgets/answer_facts.h"
#include "ui/widgets/verdict_frame.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QTextEdit>

namespace rw::ui {
namespace {

QString coloured(const QString& text, const QColor& ink, bool strong)
{
    return QStringLiteral("<span style=\"color:%1;font-weight:%2\">%3</span>")
        .arg(ink.name(), QString::number(strong ? 600 : 400), text.toHtmlEscaped());
}

} // namespace

AnswersFocusView::AnswersFocusView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_frame(new VerdictFrame(theme, this))
    , m_headline(new QLabel(this))
    , m_facts(new QLabel(this))
    , m_text(new QTextEdit(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(14), theme.px(4), theme.px(14), theme.px(12));
    layout->setSpacing(theme.px(8));
    layout->addWidget(makeTop());
    layout->addWidget(m_frame, 1);

    m_text->setReadOnly(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAcceptRichText(false);
    m_text->document()->setDocumentMargin(1);
    m_text->viewport()->setAutoFillBackground(false);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->installEventFilter(this);
    m_facts->setWordWrap(true);
    m_facts->setTextFormat(Qt::PlainText);
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::RichText);
    auto* inside = new QVBoxLayout(m_frame);
    inside->setContentsMargins(theme.px(18), theme.px(14), theme.px(18), theme.px(12));
    inside->addWidget(m_headline);
    inside->addWidget(m_text, 1);
    inside->addWidget(m_facts);
    connect(&theme, &Theme::changed, this, &AnswersFocusView::restyle);
    restyle();
}

QWidget* AnswersFocusView::makeTop()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(m_theme.px(6));
    m_previous = new QPushButton(tr("Previous"), row);
    m_next = new QPushButton(tr("Next"), row);
    m_star = new QPushButton(row);
    auto* back = new QPushButton(tr("Back to all"), row);
    m_previous->setToolTip(tr("Page Up"));
    m_next->setToolTip(tr("Page Down"));
    back->setToolTip(tr("Esc"));
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_star);
    layout->addStretch(1);
    layout->addWidget(back);
    connect(m_previous, &QPushButton::clicked, this, [this] { emit stepped(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { emit stepped(1); });
    connect(m_star, &QPushButton::clicked, this, [this] { emit starToggled(m_answer.index); });
    connect(back, &QPushButton::clicked, this, &AnswersFocusView::closed);
    return row;
}

void AnswersFocusView::showAnswer(const AnswerView& answer, int total)
{
    m_answer = answer;
    m_total = total;
    m_frame->setVerdict(answer.state, answer.starred);
    m_headline->setText(headline());
    m_facts->setText(facts());
    m_star->setText(answer.starred ? tr("★ Preferred") : tr("☆ Prefer"));
    m_star->setEnabled(canBeStarred(answer));
    m_star->setToolTip(answer.starred ? tr("Take the preference back (Space)")
                                      : tr("Prefer this answer (Space)"));
    showText();
    m_text->setAccessibleName(accessibleAnswerName(answer, total));
}

void AnswersFocusView::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

void AnswersFocusView::showText()
{
    if (m_text->toPlainText() != m_answer.text) {
        QScrollBar* bar = m_text->verticalScrollBar();
        const bool follow = m_answer.state == AnswerState::Writing && bar->value() >= bar->maximum();
        m_text->setPlainText(m_answer.text);
        if (follow)
            bar->setValue(bar->maximum());
    }
    markText();
}

void AnswersFocusView::setFind(const QString& words)
{
    m_find = words;
    markText();
}

/// What the verifier read is underlined, what a person searches for has a colour behind it.
void AnswersFocusView::markText()
{
    QList<QTextEdit::ExtraSelection> marks;
    const auto mark = [&](const TextRange& range, const QTextCharFormat& format) {
        QTextCursor cursor(m_text->document());
        cursor.setPosition(range.begin);
        cursor.setPosition(range.begin + range.length, QTextCursor::KeepAnchor);
        marks.append({cursor, format});
    };
    QTextCharFormat found;
    found.setBackground(m_theme.colours().found);
    for (const TextRange& range : occurrences(m_answer.text, m_find))
        mark(range, found);
    QTextCharFormat read;
    read.setFontUnderline(true);
    read.setFontWeight(QFont::DemiBold);
    if (const TextRange range = extractedRange(m_answer); range.length > 0)
        mark(range, read);
    m_text->setExtraSelections(marks);
}

QString AnswersFocusView::headline() const
{
    const Colours& c = m_theme.colours();
    const VerdictStyle style = verdictStyle(m_answer.state, c);
    QStringList parts{
        coloured(stateSign(m_answer.state), style.ink, true),
        coloured(tr("Answer %1 of %2").arg(m_answer.index + 1).arg(m_total), c.text, true),
        coloured(stateWord(m_answer.state), style.ink, true),
    };
    if (isJudgedByHand(m_answer))
        parts << coloured(QStringLiteral("[%1]").arg(byHandText()), c.text, false);
    parts << coloured(evidenceText(m_answer), c.dim, false);
    if (m_answer.starred)
        parts << coloured(tr("★ Preferred"), c.preferred, true);
    return parts.join(QStringLiteral("&nbsp;&nbsp; "));
}

QString AnswersFocusView::facts() const
{
    QStringList parts{tr("%n token(s)", nullptr, m_answer.tokens)};
    if (m_answer.state == AnswerState::Writing && m_answer.tokensPerSecond > 0)
        parts << tr("%1 tok/s").arg(QLocale().toString(m_answer.tokensPerSecond, 'f', 0));
    if (m_answer.shortestCorrect)
        parts << tr("shortest correct");
    if (m_answer.advantage)
        parts << tr("advantage %1").arg(signedNumber(static_cast<double>(*m_answer.advantage)));
    if (m_answer.trainedStep)
        parts << tr("trained at step %1").arg(QLocale().toString(*m_answer.trainedStep));
    if (m_answer.verdict && !m_answer.verdict->rule.empty())
        parts << tr("found by “%1”").arg(QString::fromStdString(m_answer.verdict->rule));
    return parts.join(QStringLiteral("  ·  "));
}

void AnswersFocusView::restyle()
{
    const Colours& c = m_theme.colours();
    QFont font = m_theme.answerFont();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    m_text->setFont(font);
    QPalette text = m_text->palette();
    text.setColor(QPalette::Base, Qt::transparent);
    text.setColor(QPalette::Text, c.text);
    m_text->setPalette(text);
    setInk(m_facts, c.dim);
    m_headline->setText(headline());
}

bool AnswersFocusView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_text && event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent*>(event)->key()) {
        case Qt::Key_Left:
        case Qt::Key_PageUp:
            emit stepped(-1);
            return true;
        case Qt::Key_Right:
        case Qt::Key_PageDown:
            emit stepped(1);
            return true;
        case Qt::Key_Escape:
        case Qt::Key_Return:
            emit closed();
            return true;
        case Qt::Key_Space:
            if (canBeStarred(m_answer))
                emit starToggled(m_answer.index);
            return true;
        default:
            break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rw::ui
