#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace rw::ui {

/// What stands where nothing is yet: a title, a sentence that says what to do, and at most one button.
class Placeholder : public QWidget
{
    Q_OBJECT

public:
    explicit Placeholder(const Theme& theme, QWidget* parent = nullptr);

    /// @param button empty for none
    void setTexts(const QString& title, const QString& sentence, const QString& button = {});
    void setButtonEnabled(bool enabled, const QString& whyNot = {});

signals:
    void pressed(); ///< the button

private:
    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_sentence;
    QPushButton* m_button;
};

} // namespace rw::ui
