#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QScrollArea>

class QLabel;
class QStackedLayout;
class QVBoxLayout;

namespace rw::ui {

class Placeholder;

/// Everything known about one thing: headings and texts in a column that scrolls, and a placeholder while
/// nothing is chosen. Useful from 250 pixels of width.
class DetailsArea : public QScrollArea
{
    Q_OBJECT

public:
    /// @param title, sentence what the placeholder says
    DetailsArea(const Theme& theme, const QString& title, const QString& sentence, QWidget* parent = nullptr);

protected:
    enum class Ink { Text, Dim };

    [[nodiscard]] QWidget* content() const { return m_content; } ///< holds the column
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    QLabel* addHeading(const QString& text);
    /// Plain text that wraps and can be selected.
    QLabel* addText(Ink ink = Ink::Text);
    void showContent();
    void showPlaceholder();

    void changeEvent(QEvent* event) override;

private:
    void restyle();

    const Theme& m_theme;
    QWidget* m_content;
    QVBoxLayout* m_column;
    QStackedLayout* m_pages;
    QList<QLabel*> m_headings;
    QList<QLabel*> m_dimTexts;
};

/// A label whose text wraps and can be selected, by mouse and keyboard. Shown as it is, not as HTML.
QLabel* makeSelectableText(QWidget* parent);

} // namespace rw::ui
