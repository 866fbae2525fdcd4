#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace rw::ui {

/// Draws the share as a thin bar; a dotted line where there is none. For delegates.
void paintPassBar(QPainter& painter, const QRectF& rect, std::optional<double> share, const Colours& colours);

/// A thin bar that says which share of the answers is correct.
class PassBar : public QWidget
{
    Q_OBJECT

public:
    explicit PassBar(const Theme& theme, QWidget* parent = nullptr);

    void setShare(std::optional<double> share); ///< 0 to 1; empty: never tried
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::optional<double> m_share;
};

} // namespace rw::ui
