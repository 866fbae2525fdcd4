#pragma once

#include "ui/theme/alt_watch.h"
#include "ui/theme/theme.h"

#include <QProxyStyle>

namespace rw::ui {

/// Fusion with our buttons, inputs, check marks and focus rings, drawn from Theme::colours(), sharp at any
/// scale. The theme must outlive the application's style.
class WorkbenchStyle : public QProxyStyle
{
    Q_OBJECT

public:
    explicit WorkbenchStyle(const Theme& theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                       SubControl part, const QWidget* widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption* option,
                                       const QWidget* widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                         const QWidget* widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption* option,
                                  const QWidget* widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                                QStyleHintReturn* returnData) const override;

private:
    struct Surface
    {
        QColor fill, border, text;
    };

    [[nodiscard]] Surface buttonSurface(const QStyleOption& option, const QWidget* widget) const;
    void drawButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawToolButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawInput(const QStyleOption& option, QPainter& painter, bool focused) const;
    void drawCheck(const QStyleOption& option, QPainter& painter, bool round) const;
    void drawFocusRing(const QRect& rect, QPainter& painter, double radius) const;
    void drawSpinBox(const QStyleOptionComplex& option, QPainter& painter, const QWidget* widget) const;
    void drawComboBox(const QStyleOptionComplex& option, QPainter& painter) const;

    const Theme& m_theme;
    AltWatch m_alt;
};

} // namespace rw::ui
