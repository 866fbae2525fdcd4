#pragma once

#include "ui/theme/theme.h"

#include <QList>
#include <QScrollArea>

namespace rw::ui {

/// Cards in as many equal columns as fit, 1 to 5, in a scroll area. Places are stable: only setCards() and
/// the width decide them. Arrow keys, Home and End move the focus; digits ask for a card by number.
class ReflowGrid : public QScrollArea
{
    Q_OBJECT

public:
    explicit ReflowGrid(const Theme& theme, QWidget* parent = nullptr);

    /// What stands in the grid from now on, in order. The widgets should be children of canvas(), which owns
    /// them; its other children are hidden.
    void setCards(const QList<QWidget*>& cards);
    [[nodiscard]] QWidget* canvas() const { return widget(); }
    [[nodiscard]] const QList<QWidget*>& cards() const { return m_cards; }
    [[nodiscard]] int columns() const { return m_columns; }

signals:
    void numberPressed(int number); ///< 1 to 9

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void place();
    bool moveFocus(int from, int key);

    const Theme& m_theme;
    QList<QWidget*> m_cards;
    int m_columns = 1;
};

} // namespace rw::ui
