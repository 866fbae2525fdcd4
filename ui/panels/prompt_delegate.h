#pragma once

#include "ui/theme/theme.h"

#include <QString>
#include <QStyledItemDelegate>

#include <string>

namespace rw::ui {

/// Paints a prompt in two lines: its text, elided; its category, how much of the last group was right as a
/// bar, and the same in figures. All rows are equally high.
class PromptDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    PromptDelegate(const Theme& theme, QObject* parent);

    /// The prompt on screen, which is marked whether or not it is selected.
    void setOnScreen(const std::string& id) { m_onScreen = QString::fromStdString(id); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintSecondLine(QPainter& painter, const QRect& line, const QModelIndex& index) const;
    int paintCategory(QPainter& painter, const QRect& line, const QString& category) const;
    void paintBar(QPainter& painter, const QRectF& bar, int correct, int answers) const;

    const Theme& m_theme;
    QString m_onScreen;
};

} // namespace rw::ui
