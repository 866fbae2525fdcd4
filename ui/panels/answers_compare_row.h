#pragma once

#include "ui/models/answer_view.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;

namespace rw::ui {

class VerdictFrame;

/// Two answers drawn with one seed, from before and from after, with the words that changed marked.
class AnswersCompareRow : public QWidget
{
    Q_OBJECT

public:
    explicit AnswersCompareRow(const Theme& theme, QWidget* parent = nullptr);

    void showPair(const AnswerView& before, const AnswerView& after);

private:
    struct Side
    {
        VerdictFrame* frame;
        QLabel* head;
        QLabel* text;
        QLabel* foot;
    };

    Side makeSide();
    void fill(const Side& side, const AnswerView& answer, const QString& html, const QString& note);
    void refresh();

    const Theme& m_theme;
    AnswerView m_before;
    AnswerView m_after;
    Side m_left;
    Side m_right;
};

} // namespace rw::ui
