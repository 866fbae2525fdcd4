#include "ui/widgets/answer_card.h"

#include "ui/models/tip_text.h"
#include "ui/widgets/answer_facts.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace rw::ui {
namespace {

constexpr int kFadeMilliseconds = 150;

QColor between(const QColor& from, const QColor& to, double share)
{
    const auto mix = [share](float a, float b) { return a + (b - a) * static_cast<float>(share); };
    return QColor::fromRgbF(mix(from.redF(), to.redF()), mix(from.greenF(), to.greenF()),
                            mix(from.blueF(), to.blueF()));
}

} // namespace

AnswerCard::AnswerCard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_painter(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_Hover);
    m_fade.setStartValue(0.0);
    m_fade.setEndValue(1.0);
    m_fade.setDuration(kFadeMilliseconds);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&theme, &Theme::changed, this, &AnswerCard::retheme);
    retheme();
}

void AnswerCard::setAnswer(const AnswerView& answer, int total)
{
    const bool sameText = m_filled && answer.text == m_answer.text && answer.state == m_answer.state;
    const bool sameVerdict =
        m_filled && answer.state == m_answer.state && answer.starred == m_answer.starred &&
        answer.shortestCorrect == m_answer.shortestCorrect && answer.index == m_answer.index &&
        isJudgedByHand(answer) == isJudgedByHand(m_answer);
    const bool samePlace = m_filled && answer.index == m_answer.index && answer.state != m_answer.state;
    m_answer = answer;
    m_filled = true;
    if (!sameText)
        m_painter.invalidate();
    if (samePlace)
        fadeTo(answer.state);
    else if (!sameVerdict)
        retheme();
    if (!sameVerdict)
        describe(total);
    update();
}

void AnswerCard::setCurrent(bool current)
{
    if (m_current == current)
        return;
    m_current = current;
    update();
}

void AnswerCard::setFind(const QString& words)
{
    if (m_find == words)
        return;
    m_find = words;
    update();
}

QSize AnswerCard::sizeHint() const
{
    const int characters = 28;
    const QString alphabet = QStringLiteral("abcdefghijklmnopqrstuvwxyz");
    const int text = QFontMetrics(m_theme.answerFont()).horizontalAdvance(alphabet) * characters /
                     static_cast<int>(alphabet.size());
    return {text + 2 * (AnswerCardPainter::kRing + m_theme.px(11)) + m_theme.px(8),
            AnswerCardPainter::heightFor(m_theme, 3)};
}

void AnswerCard::fadeTo(AnswerState state)
{
    m_from = m_to;
    m_to = verdictStyle(state, m_theme.colours());
    // The desktop that asks for reduced motion sets this to 0.
    const bool still = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
    m_fade.stop();
    if (!still && isVisible())
        m_fade.start();
}

void AnswerCard::retheme()
{
    m_fade.stop();
    m_to = verdictStyle(m_answer.state, m_theme.colours());
    m_from = m_to;
    m_painter.invalidate();
    updateGeometry();
    update();
}

void AnswerCard::describe(int total)
{
    setAccessibleName(accessibleAnswerName(m_answer, total));
    setAccessibleDescription(m_answer.text);
}

void AnswerCard::toggleStar()
{
    if (canBeStarred(m_answer))
        emit starToggled(m_answer.index);
}

QString AnswerCard::toolTipText() const
{
    QStringList parts;
    if (const QString evidence = evidenceText(m_answer); !evidence.isEmpty())
        parts << evidence;
    if (m_painter.isElided())
        parts << m_answer.text;
    return tipText(parts.join(QStringLiteral("\n\n")));
}

bool AnswerCard::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const QPoint at = static_cast<QHelpEvent*>(event)->globalPos();
        const QString star =
            m_answer.starred ? tr("Take the preference back (Space)") : tr("Prefer this answer (Space)");
        QToolTip::showText(at, m_starHot ? star : toolTipText(), this);
        return true;
    }
    if (event->type() == QEvent::HoverLeave)
        m_starHot = false;
    return QWidget::event(event);
}

void AnswerCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double share =
        m_fade.state() == QAbstractAnimation::Running ? m_fade.currentValue().toDouble() : 1.0;
    AnswerCardPainter::Look look;
    look.ink = between(m_from.ink, m_to.ink, share);
    look.fill = between(m_from.fill, m_to.fill, share);
    look.focused = hasFocus();
    look.current = m_current;
    look.pointed = underMouse();
    look.starHot = m_starHot;
    look.find = m_find;
    m_painter.paint(painter, rect(), m_answer, look);
}

void AnswerCard::focusInEvent(QFocusEvent* event)
{
    QWidget::focusInEvent(event);
    update();
    emit focused(m_answer.index);
}

void AnswerCard::focusOutEvent(QFocusEvent* event)
{
    QWidget::focusOutEvent(event);
    update();
}

void AnswerCard::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit opened(m_answer.index);
    else if (event->key() == Qt::Key_Space)
        toggleStar();
    else
        QWidget::keyPressEvent(event);
}

void AnswerCard::mouseMoveEvent(QMouseEvent* event)
{
    const bool hot =
        m_painter.starRect(rect(), m_answer).adjusted(-4, -4, 4, 4).contains(event->position().toPoint());
    if (hot == m_starHot)
        return;
    m_starHot = hot;
    setCursor(hot ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void AnswerCard::mousePressEvent(QMouseEvent* event)
{
    mouseMoveEvent(event);
    if (event->button() == Qt::LeftButton && m_starHot)
        toggleStar();
}

void AnswerCard::contextMenuEvent(QContextMenuEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    emit menuRequested(m_answer.index, byMouse ? event->globalPos() : mapToGlobal(rect().center()));
}

void AnswerCard::mouseDoubleClickEvent(QMouseEvent* event)
{
    mouseMoveEvent(event);
    if (event->button() == Qt::LeftButton && !m_starHot)
        emit opened(m_answer.index);
}

} // namespace rw::ui
