#pragma once

#include "ui/models/answer_view.h"
#include "ui/models/text_search.h"
#include "ui/theme/theme.h"
#include "ui/theme/verdict_style.h"

#include <QList>
#include <QRectF>
#include <QTextLayout>

#include <memory>

class QPainter;

namespace rw::ui {

/// Draws one answer card. Lays its text out once per text and width, and no more lines than show.
class AnswerCardPainter
{
public:
    explicit AnswerCardPainter(const Theme& theme)
        : m_theme(theme)
    {
    }

    struct Look
    {
        QColor ink;
        QColor fill;
        bool focused = false; ///< has the keyboard focus
        bool current = false; ///< is the answer other panels show
        bool pointed = false; ///< the pointer is over it
        bool starHot = false; ///< the pointer is over the star
        QString find;         ///< words to mark where they stand in the text; empty for none
    };

    void paint(QPainter& painter, const QRect& card, const AnswerView& answer, const Look& look);
    /// Where the star is drawn and can be pressed.
    [[nodiscard]] QRect starRect(const QRect& card, const AnswerView& answer) const;
    /// The text does not fit its card.
    [[nodiscard]] bool isElided() const { return m_elided; }
    void invalidate() { m_layout.reset(); }

    /// Room around the card's border for the focus ring, in pixels.
    static constexpr int kRing = 4;
    /// Height of a card that shows `lines` lines of text.
    static int heightFor(const Theme& theme, int lines);

private:
    void paintFrame(QPainter& painter, const QRect& card, const AnswerView& answer, const Look& look) const;
    void paintHeader(QPainter& painter, const QRect& card, const AnswerView& answer, const Look& look) const;
    /// @return where the next piece begins: `x` where there is no room for the badge
    int paintBadge(QPainter& painter, const QRect& row, int x, const QString& text) const;
    void paintStarMark(QPainter& painter, const QRect& card, const AnswerView& answer,
                       const Look& look) const;
    void paintText(QPainter& painter, const QRect& card, const AnswerView& answer, const Look& look);
    void paintFound(QPainter& painter, const QPointF& origin, const AnswerView& answer,
                    const QString& words) const;
    void paintSpan(QPainter& painter, const QPointF& origin, const AnswerView& answer) const;
    /// Where a stretch of the answer stands, one place for each line it reaches over.
    struct Place
    {
        QRectF box;
        double baseline;
    };
    [[nodiscard]] QList<Place> placesOf(const TextRange& range) const;
    void paintFooter(QPainter& painter, const QRect& card, const AnswerView& answer) const;
    void layOut(const QRect& area, const AnswerView& answer);
    [[nodiscard]] QRect inner(const QRect& card) const;
    [[nodiscard]] QRect textArea(const QRect& card) const;

    const Theme& m_theme;
    std::unique_ptr<QTextLayout> m_layout;
    QSize m_laidOutFor;
    int m_start = 0; ///< first character laid out
    bool m_elided = false;
    double m_height = 0.0;
};

} // namespace rw::ui
