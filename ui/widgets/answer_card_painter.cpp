#include "ui/widgets/answer_card_painter.h"

#include "ui/widgets/answer_facts.h"
#include "ui/widgets/verdict_frame.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace rw::ui {
namespace {

constexpr int kTailCharacters = 600; ///< laid out while writing; longer answers show their end
constexpr int kTailStep = 256;       ///< the tail's beginning moves this far at a time

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("AnswerCard", text, nullptr, n);
}

bool isWriting(const AnswerView& answer)
{
    return answer.state == AnswerState::Writing;
}

/// Draws elided text and returns where the next begins.
int drawPiece(QPainter& painter, const QFont& font, const QColor& ink, const QRect& row, int x,
              const QString& text)
{
    const QFontMetrics metrics(font);
    const int room = row.right() - x + 1;
    if (text.isEmpty() || room < metrics.averageCharWidth() * 3)
        return x;
    painter.setFont(font);
    painter.setPen(ink);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    painter.drawText(QRect(x, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
    return x + metrics.horizontalAdvance(shown);
}

/// First character of the tail of a long text, on a word's beginning.
int tailBegin(const QString& text)
{
    if (text.size() <= kTailCharacters + kTailStep)
        return 0;
    const int cut = static_cast<int>((text.size() - kTailCharacters) / kTailStep) * kTailStep;
    const auto space = text.indexOf(QLatin1Char(' '), cut);
    return space < 0 || space > cut + 80 ? cut : static_cast<int>(space) + 1;
}

/// What training made of the answer, or how fast it is written; in short where there is too little room.
QString footerRight(const AnswerView& answer, const QFontMetrics& metrics, int room)
{
    if (isWriting(answer) && answer.tokensPerSecond > 0)
        return tr("%1 tok/s").arg(QLocale().toString(answer.tokensPerSecond, 'f', 0));
    const QString advantage =
        answer.advantage ? tr("adv %1").arg(signedNumber(static_cast<double>(*answer.advantage))) : QString();
    if (!answer.trainedStep)
        return advantage;
    const QString step = QLocale().toString(*answer.trainedStep);
    for (const QString& trained : {tr("trained at step %1").arg(step), tr("step %1").arg(step)}) {
        const QString whole = advantage.isEmpty() ? trained : trained + QStringLiteral("  ") + advantage;
        if (metrics.horizontalAdvance(whole) <= room)
            return whole;
    }
    return advantage;
}

} // namespace

int AnswerCardPainter::heightFor(const Theme& theme, int lines)
{
    const QFontMetrics head(theme.textFont());
    const QFontMetrics body(theme.answerFont());
    return 2 * kRing + theme.px(24) + head.height() * 2 + lines * (body.height() + theme.px(1));
}

QRect AnswerCardPainter::inner(const QRect& card) const
{
    const int side = kRing + m_theme.px(11);
    return card.adjusted(side, kRing + m_theme.px(8), -side, -kRing - m_theme.px(7));
}

QRect AnswerCardPainter::textArea(const QRect& card) const
{
    const int row = QFontMetrics(m_theme.textFont()).height();
    return inner(card).adjusted(0, row + m_theme.px(4), 0, -row - m_theme.px(3));
}

QRect AnswerCardPainter::starRect(const QRect& card, const AnswerView& answer) const
{
    if (!canBeStarred(answer))
        return {};
    const QRect area = inner(card);
    const int row = QFontMetrics(m_theme.textFont()).height();
    const int width =
        answer.starred
            ? row + m_theme.px(4) + QFontMetrics(m_theme.strongFont()).horizontalAdvance(tr("Preferred"))
            : row;
    return {area.right() - width + 1, area.top(), width, row};
}

void AnswerCardPainter::paint(QPainter& painter, const QRect& card, const AnswerView& answer,
                              const Look& look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintFrame(painter, card, answer, look);
    paintHeader(painter, card, answer, look);
    paintText(painter, card, answer, look);
    paintFooter(painter, card, answer);
}

void AnswerCardPainter::paintFrame(QPainter& painter, const QRect& card, const AnswerView& answer,
                                   const Look& look) const
{
    const Colours& c = m_theme.colours();
    const double radius = m_theme.px(8);
    const QRectF box = QRectF(card).adjusted(kRing, kRing, -kRing, -kRing);
    if (look.focused || look.current) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(c.accent, look.focused ? 2.5 : 1.5));
        painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), radius + 2.5, radius + 2.5);
    }
    paintVerdictFrame(painter, box, answer.state, answer.starred, look.ink, look.fill, m_theme);
}

void AnswerCardPainter::paintHeader(QPainter& painter, const QRect& card, const AnswerView& answer,
                                    const Look& look) const
{
    const Colours& c = m_theme.colours();
    const QFont font = m_theme.textFont();
    const int height = QFontMetrics(font).height();
    const int gap = m_theme.px(7);
    QRect row(inner(card).topLeft(), QSize(inner(card).width(), height));

    const double glyph = m_theme.px(11);
    paintStateGlyph(painter, QRectF(row.left(), row.top() + (height - glyph) / 2, glyph, glyph), answer.state,
                    look.ink);
    const QRect star = starRect(card, answer);
    if (!star.isNull() && (answer.starred || look.pointed || look.focused)) {
        paintStarMark(painter, card, answer, look);
        row.setRight(star.left() - gap);
    }
    int x = row.left() + static_cast<int>(glyph) + gap;
    x = drawPiece(painter, m_theme.strongFont(), c.text, row, x, QLocale().toString(answer.index + 1)) + gap;
    x = drawPiece(painter, m_theme.strongFont(), look.ink, row, x, stateWord(answer.state)) + gap;
    if (isJudgedByHand(answer))
        x = paintBadge(painter, row, x, byHandText()) + gap;
    drawPiece(painter, m_theme.textFont(0.925), c.dim, row, x, evidenceText(answer));
}

int AnswerCardPainter::paintBadge(QPainter& painter, const QRect& row, int x, const QString& text) const
{
    const QFont font = m_theme.textFont(0.86);
    const QFontMetrics metrics(font);
    const QRectF pill(x + 0.5, row.top() + 0.5, metrics.horizontalAdvance(text) + m_theme.px(12),
                      row.height() - 1.0);
    if (pill.right() > row.right())
        return x;
    painter.setPen(QPen(m_theme.colours().accent, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(font);
    painter.setPen(m_theme.colours().text);
    painter.drawText(pill, Qt::AlignCenter, text);
    return static_cast<int>(std::ceil(pill.right()));
}

void AnswerCardPainter::paintStarMark(QPainter& painter, const QRect& card, const AnswerView& answer,
                                      const Look& look) const
{
    const Colours& c = m_theme.colours();
    const QRect rect = starRect(card, answer);
    const double side = m_theme.px(13);
    const double x = answer.starred ? rect.left() : rect.right() + 1 - side;
    const QRectF star(x, rect.top() + (rect.height() - side) / 2, side, side);
    paintStar(painter, star, answer.starred || look.starHot ? c.preferred : c.dim, answer.starred);
    if (!answer.starred)
        return;
    painter.setFont(m_theme.strongFont());
    painter.setPen(c.preferred);
    painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, tr("Preferred"));
}

void AnswerCardPainter::layOut(const QRect& area, const AnswerView& answer)
{
    m_start = isWriting(answer) ? tailBegin(answer.text) : 0;
    QString text = answer.text.mid(m_start);
    text.replace(QLatin1Char('\n'), QChar::LineSeparator);
    m_layout = std::make_unique<QTextLayout>(text, m_theme.answerFont());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(answer.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    m_layout->setTextOption(option);
    m_layout->beginLayout();
    double y = 0;
    for (QTextLine line = m_layout->createLine(); line.isValid(); line = m_layout->createLine()) {
        line.setLineWidth(area.width() - m_theme.px(8));
        line.setPosition({0, y});
        y += line.height() + m_theme.px(1);
        if (!isWriting(answer) && y > area.height() + line.height() * 2)
            break;
    }
    m_layout->endLayout();
    m_height = y;
    m_elided = y > area.height() + m_theme.px(1);
    m_laidOutFor = area.size();
}

void AnswerCardPainter::paintText(QPainter& painter, const QRect& card, const AnswerView& answer,
                                  const Look& look)
{
    const QRect area = textArea(card);
    if (!m_layout || m_laidOutFor != area.size())
        layOut(area, answer);
    const Colours& c = m_theme.colours();
    const double scrolled = isWriting(answer) && m_elided ? area.height() - m_height : 0.0;
    const QPointF origin(area.left(), area.top() + scrolled);
    painter.save();
    painter.setClipRect(area.adjusted(-2, 0, 2, 2));
    painter.setPen(c.text);
    paintFound(painter, origin, answer, look.find);
    m_layout->draw(&painter, origin);
    paintSpan(painter, origin, answer);
    if (isWriting(answer) && m_layout->lineCount() > 0) {
        const QTextLine last = m_layout->lineAt(m_layout->lineCount() - 1);
        painter.fillRect(QRectF(origin.x() + last.naturalTextRect().right() + 1, origin.y() + last.y() + 1,
                                m_theme.px(7), last.height() - 2),
                         c.accent);
    }
    painter.restore();
    if (!m_elided)
        return;
    const double fade = QFontMetrics(m_theme.answerFont()).height() * 1.15;
    const bool atTop = isWriting(answer);
    const double from = atTop ? area.top() : area.bottom() + 3 - fade;
    QColor clear = look.fill;
    clear.setAlpha(0);
    QLinearGradient gradient(0, from, 0, from + fade);
    gradient.setColorAt(0, atTop ? look.fill : clear);
    gradient.setColorAt(1, atTop ? clear : look.fill);
    painter.fillRect(QRectF(area.left() - 1, from, area.width() + 2, fade), gradient);
}

QList<AnswerCardPainter::Place> AnswerCardPainter::placesOf(const TextRange& range) const
{
    QList<Place> places;
    for (int i = 0; range.length > 0 && i < m_layout->lineCount(); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        const int begin = std::max(range.begin - m_start, line.textStart());
        const int end = std::min(range.begin - m_start + range.length, line.textStart() + line.textLength());
        if (begin >= end)
            continue;
        const double left = line.cursorToX(begin);
        const double right = line.cursorToX(end);
        const QRectF box(std::min(left, right), line.y(), std::abs(right - left), line.height());
        places.append({box, line.y() + line.ascent()});
    }
    return places;
}

void AnswerCardPainter::paintFound(QPainter& painter, const QPointF& origin, const AnswerView& answer,
                                   const QString& words) const
{
    for (const TextRange& range : occurrences(answer.text, words)) {
        for (const Place& place : placesOf(range))
            painter.fillRect(place.box.translated(origin), m_theme.colours().found);
    }
}

void AnswerCardPainter::paintSpan(QPainter& painter, const QPointF& origin, const AnswerView& answer) const
{
    const double thickness = std::max(1.5, m_theme.px(2) * 0.85);
    for (const Place& place : placesOf(extractedRange(answer))) {
        const QPointF below(place.box.left(), place.baseline + m_theme.px(2.5));
        painter.fillRect(QRectF(origin + below, QSizeF(place.box.width(), thickness)),
                         m_theme.colours().text);
    }
}

void AnswerCardPainter::paintFooter(QPainter& painter, const QRect& card, const AnswerView& answer) const
{
    if (answer.state == AnswerState::Queued || answer.state == AnswerState::ReadingPrompt)
        return;
    const Colours& c = m_theme.colours();
    const QFont font = m_theme.textFont(0.89);
    const QFontMetrics metrics(font);
    const QRect area = inner(card);
    QRect row(area.left(), area.bottom() - metrics.height() + 1, area.width(), metrics.height());
    const QString tokens = tr("%n token(s)", answer.tokens);
    const QString right =
        footerRight(answer, metrics, row.width() - metrics.horizontalAdvance(tokens) - m_theme.px(10));
    painter.setFont(font);
    painter.setPen(c.dim);
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, right);
    row.setRight(row.right() - metrics.horizontalAdvance(right) - m_theme.px(8));
    int x = drawPiece(painter, font, c.dim, row, row.left(), tokens) + m_theme.px(8);
    if (!answer.shortestCorrect || row.right() - x < m_theme.px(16))
        return;
    const double side = m_theme.px(12);
    paintCup(painter, QRectF(x, row.center().y() - side / 2 + 0.5, side, side), c.correct);
    drawPiece(painter, font, c.correct, row, x + static_cast<int>(side) + m_theme.px(4),
              tr("shortest correct"));
}

} // namespace rw::ui
