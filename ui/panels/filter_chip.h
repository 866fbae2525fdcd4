#pragma once

#include "ui/theme/theme.h"

#include <QAbstractButton>

namespace rw::ui {

/// A small round-ended button that is pressed or not, for filters in a row.
class FilterChip : public QAbstractButton
{
    Q_OBJECT

public:
    FilterChip(const Theme& theme, const QString& text, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    const Theme& m_theme;
};

} // namespace rw::ui
