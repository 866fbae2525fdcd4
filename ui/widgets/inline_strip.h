#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace rw::ui {

/// A message next to its cause, part of the layout: takes no room until shown.
class InlineStrip : public QFrame
{
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Error };

    explicit InlineStrip(const Theme& theme, QWidget* parent = nullptr);

    /// Shows the strip. @param buttons what can be done about it, first first
    void showMessage(Kind kind, const QString& text, const QStringList& buttons = {});
    /// Other words in the same strip, its buttons untouched.
    void setText(const QString& text);
    void setClosable(bool closable);
    [[nodiscard]] QString text() const;

signals:
    void buttonPressed(int index);
    void closed(); ///< by a person

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QColor ink() const;
    [[nodiscard]] QColor surface() const;
    void restyle();

    const Theme& m_theme;
    Kind m_kind = Kind::Info;
    QLabel* m_text;
    QHBoxLayout* m_buttonRow;
    QList<QPushButton*> m_buttons;
    QToolButton* m_close;
};

} // namespace rw::ui
