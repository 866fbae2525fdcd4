#pragma once

#include "ui/models/answer_view.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTextEdit;

namespace rw::ui {

class VerdictFrame;

/// One answer, large and whole, with everything known about it.
class AnswersFocusView : public QWidget
{
    Q_OBJECT

public:
    explicit AnswersFocusView(const Theme& theme, QWidget* parent = nullptr);

    void showAnswer(const AnswerView& answer, int total);
    void focusText();
    /// Marks these words in the text; none where they are empty.
    void setFind(const QString& words);

signals:
    void stepped(int direction); ///< -1 previous, 1 next
    void starToggled(int index);
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeTop();
    void showText();
    void markText();
    [[nodiscard]] QString headline() const;
    [[nodiscard]] QString facts() const;
    void restyle();

    const Theme& m_theme;
    AnswerView m_answer;
    QString m_find;
    int m_total = 0;
    VerdictFrame* m_frame;
    QLabel* m_headline;
    QLabel* m_facts;
    QTextEdit* m_text;
    QPushButton* m_previous;
    QPushButton* m_next;
    QPushButton* m_star;
};

} // namespace rw::ui
