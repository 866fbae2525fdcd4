#pragma once

#include "ui/widgets/answer_card_painter.h"

#include <QVariantAnimation>
#include <QWidget>

namespace rw::ui {

/// One answer: verdict, text, what it cost and what training made of it. Takes its size from its parent, so
/// that growing text never moves anything. A click focuses, a double click or Return opens, Space or the star
/// prefers.
class AnswerCard : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerCard(const Theme& theme, QWidget* parent = nullptr);

    /// @param total answers in the group, for the accessible name
    void setAnswer(const AnswerView& answer, int total);
    [[nodiscard]] const AnswerView& answer() const { return m_answer; }
    /// Marks the answer that the other panels show, also while the keyboard is elsewhere.
    void setCurrent(bool current);
    /// Marks these words in the text; none where they are empty.
    void setFind(const QString& words);

    [[nodiscard]] QSize sizeHint() const override;

signals:
    void focused(int index);
    void opened(int index);
    void starToggled(int index);
    void menuRequested(int index, const QPoint& at); ///< on the screen

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    void fadeTo(AnswerState state);
    void retheme();
    void describe(int total);
    void toggleStar();
    [[nodiscard]] QString toolTipText() const;

    const Theme& m_theme;
    AnswerView m_answer;
    AnswerCardPainter m_painter;
    QVariantAnimation m_fade;
    VerdictStyle m_from;
    VerdictStyle m_to;
    QString m_find;
    bool m_current = false;
    bool m_starHot = false;
    bool m_filled = false;
};

} // namespace rw::ui
