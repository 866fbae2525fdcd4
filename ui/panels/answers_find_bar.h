#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace rw::ui {

/// Words to be found in the answers on screen, in how many they are, and the way from one to the next.
/// Hidden at first.
class AnswersFindBar : public QWidget
{
    Q_OBJECT

public:
    explicit AnswersFindBar(const Theme& theme, QWidget* parent = nullptr);

    void openSearch(); ///< shows it, with the keyboard in the words
    void closeSearch();
    [[nodiscard]] QString words() const; ///< empty while it is closed
    void showCount(int found, int answers);

signals:
    void wordsChanged();
    void stepped(int direction); ///< -1 previous, 1 next
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool takeKey(int key, Qt::KeyboardModifiers modifiers);
    void applyLook();

    const Theme& m_theme;
    QLineEdit* m_words;
    QLabel* m_count;
    QToolButton* m_previous;
    QToolButton* m_next;
    QToolButton* m_close;
};

} // namespace rw::ui
