#pragma once

#include "ui/theme/theme.h"
#include "ui/widgets/token_text.h"

#include <QWidget>

namespace rw::ui {

/// Says what the colours of TokenText mean. Always on screen beside them.
class HeatLegend : public QWidget
{
    Q_OBJECT

public:
    explicit HeatLegend(const Theme& theme, QWidget* parent = nullptr);

    void setColouring(TokenColouring colouring);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Chip
    {
        QString label;
        QColor fill;
        bool dotted;
        QRect rect;
    };
    [[nodiscard]] QFont chipFont() const;
    [[nodiscard]] std::vector<Chip> chips(int width) const;

    const Theme& m_theme;
    TokenColouring m_colouring = TokenColouring::Probability;
};

} // namespace rw::ui
