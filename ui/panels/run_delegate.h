#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace rw::ui {

/// Paints a run: the swatch of its curve, name, objective and step, last reward.
class RunDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RunDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Where a click shows or hides the run.
    [[nodiscard]] QRect swatchRect(const QRect& row) const;

signals:
    void swatchClicked(const QModelIndex& index);

protected:
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

private:
    const Theme& m_theme;
};

} // namespace rw::ui
