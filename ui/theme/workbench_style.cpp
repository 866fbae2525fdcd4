#include "ui/theme/workbench_style.h"

#include "ui/theme/button_kind.h"

#include <QComboBox>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QTabBar>

#include <algorithm>

namespace rw::ui {
namespace {

constexpr double kRadius = 6.0;
constexpr int kTextIndent = 3; ///< of a choice, more than Fusion's: texts of all fields begin alike

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return (option.state & flag) != 0;
}

/// A wash of `over` on `under`.
QColor blend(const QColor& under, const QColor& over, double share)
{
    const auto mix = [share](double a, double b) { return static_cast<float>(a + (b - a) * share); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()),
                            mix(under.blueF(), over.blueF()));
}

void drawChevron(QPainter& painter, const QRectF& rect, const QColor& colour, double turn)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center());
    painter.rotate(turn);
    const double reach = std::min({rect.width(), rect.height(), 9.0}) * 0.42;
    painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({{-reach, -reach / 2}, {0, reach / 2}, {reach, -reach / 2}}));
    painter.restore();
}

void drawBox(QPainter& painter, const QRectF& rect, const QColor& fill, const QColor& border, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border.alpha() == 0 ? QPen(Qt::NoPen) : QPen(border, 1.0));
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter.restore();
}

} // namespace

WorkbenchStyle::WorkbenchStyle(const Theme& theme)
    : QProxyStyle(QStringLiteral("Fusion"))
    , m_theme(theme)
{
}

WorkbenchStyle::Surface WorkbenchStyle::buttonSurface(const QStyleOption& option, const QWidget* widget) const
{
    const Colours& c = m_theme.colours();
    const auto* button = qstyleoption_cast<const QStyleOptionButton*>(&option);
    const bool isDefault = button != nullptr && (button->features & QStyleOptionButton::DefaultButton) != 0;
    const ButtonKind kind = isDefault ? ButtonKind::Primary : buttonKind(widget);
    Surface surface{c.pane, c.line, c.text};
    if (!has(option, State_Enabled) && kind == ButtonKind::Plain)
        return {Qt::transparent, Qt::transparent, c.dim};
    if (!has(option, State_Enabled))
        return {blend(c.pane, c.background, 0.6), c.line, c.dim};
    if (kind == ButtonKind::Primary)
        surface = {c.accent, c.accent, c.accentText};
    else if (kind == ButtonKind::Secondary)
        surface = {c.pane, c.accent, c.accent};
    else if (kind == ButtonKind::Plain)
        surface = {Qt::transparent, Qt::transparent, c.text};
    if (has(option, State_On))
        surface = {c.selection, c.accent, c.text};
    const QColor base = surface.fill.alpha() == 0 ? c.pane : surface.fill;
    if (has(option, State_Sunken))
        surface.fill = blend(base, c.text, 0.14);
    else if (has(option, State_MouseOver))
        surface.fill = blend(base, c.text, kind == ButtonKind::Primary ? 0.1 : 0.05);
    return surface;
}

void WorkbenchStyle::drawButton(const QStyleOption& option, QPainter& painter, const QWidget* widget) const
{
    const Surface surface = buttonSurface(option, widget);
    drawBox(painter, option.rect, surface.fill, surface.border, kRadius);
}

void WorkbenchStyle::drawToolButton(const QStyleOption& option, QPainter& painter,
                                    const QWidget* widget) const
{
    const Colours& c = m_theme.colours();
    const bool raised = (option.state & State_AutoRaise) == 0;
    if (raised || buttonKind(widget) != ButtonKind::Normal) {
        drawButton(option, painter, widget);
        return;
    }
    const bool active = has(option, State_Sunken) || has(option, State_On) || has(option, State_MouseOver);
    if (active && has(option, State_Enabled))
        drawBox(painter, option.rect,
                has(option, State_MouseOver) ? blend(c.pane, c.text, 0.07) : c.selection, Qt::transparent,
                kRadius);
}

void WorkbenchStyle::drawInput(const QStyleOption& option, QPainter& painter, bool focused) const
{
    const Colours& c = m_theme.colours();
    const bool enabled = has(option, State_Enabled);
    drawBox(painter, option.rect, enabled ? c.pane : c.background, focused ? c.accent : c.line, kRadius - 1);
    if (focused)
        drawFocusRing(option.rect, painter, kRadius - 1);
}

void WorkbenchStyle::drawCheck(const QStyleOption& option, QPainter& painter, bool round) const
{
    const Colours& c = m_theme.colours();
    const double side = std::min(option.rect.width(), option.rect.height());
    QRectF box(0, 0, side, side);
    box.moveCenter(QRectF(option.rect).center());
    const bool on = has(option, State_On) || has(option, State_NoChange);
    const bool enabled = has(option, State_Enabled);
    const QColor mark = enabled ? c.accent : c.dim;
    drawBox(painter, box, on ? mark : c.pane, on ? mark : blend(c.line, c.dim, 0.75), round ? side / 2 : 4);
    if (!on)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(c.accentText, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.translate(box.topLeft());
    painter.scale(side, side);
    QPen pen = painter.pen();
    pen.setWidthF(1.8 / side);
    painter.setPen(pen);
    if (has(option, State_NoChange)) {
        painter.drawLine(QPointF(0.28, 0.5), QPointF(0.72, 0.5));
    } else if (round) {
        painter.setBrush(c.accentText);
        painter.setPen(Qt::NoPen);
        painter.drawEllipse(QPointF(0.5, 0.5), 0.18, 0.18);
    } else {
        painter.drawPolyline(QPolygonF({{0.26, 0.52}, {0.43, 0.69}, {0.75, 0.33}}));
    }
    painter.restore();
}

void WorkbenchStyle::drawFocusRing(const QRect& rect, QPainter& painter, double radius) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.colours().accent, 2.0));
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius, radius);
    painter.restore();
}

void WorkbenchStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                   const QWidget* widget) const
{
    const Colours& c = m_theme.colours();
    const QColor arrow = has(*option, State_Enabled) ? c.text : c.dim;
    switch (element) {
    case PE_PanelButtonCommand:
        return drawButton(*option, *painter, widget);
    case PE_PanelButtonTool:
        return drawToolButton(*option, *painter, widget);
    case PE_FrameDefaultButton:
        return;
    case PE_PanelLineEdit: {
        // Spin boxes and editable combos draw the frame themselves.
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame != nullptr && frame->lineWidth > 0)
            drawInput(*option, *painter, has(*option, State_HasFocus));
        return;
    }
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return drawCheck(*option, *painter, false);
    case PE_IndicatorRadioButton:
        return drawCheck(*option, *painter, true);
    case PE_IndicatorArrowDown:
        return drawChevron(*painter, option->rect, arrow, 0);
    case PE_IndicatorArrowUp:
        return drawChevron(*painter, option->rect, arrow, 180);
    case PE_IndicatorArrowLeft:
        return drawChevron(*painter, option->rect, arrow, 90);
    case PE_IndicatorArrowRight:
        return drawChevron(*painter, option->rect, arrow, -90);
    case PE_Frame:                                                            // of text fields and lists
        return drawBox(*painter, option->rect, Qt::transparent, c.line, 1.0); // what is inside has corners
    case PE_FrameFocusRect:
        if (qobject_cast<const QTabBar*>(widget) != nullptr)
            return; // the style sheet draws it, round the whole tab
        return drawFocusRing(option->rect, *painter, 4);
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void WorkbenchStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                                 const QWidget* widget) const
{
    if (element == CE_PushButtonLabel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option)) {
            QStyleOptionButton copy = *button;
            copy.palette.setColor(QPalette::ButtonText, buttonSurface(*option, widget).text);
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
    }
    if (element == CE_ComboBoxLabel) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option)) {
            const QRect room = proxy()->subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            QStyleOptionComboBox copy = *combo;
            copy.currentText =
                combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, room.width());
            return QProxyStyle::drawControl(element, &copy, painter, widget);
        }
    }
    if (element == CE_PushButton) {
        proxy()->drawControl(CE_PushButtonBevel, option, painter, widget);
        proxy()->drawControl(CE_PushButtonLabel, option, painter, widget);
        if (has(*option, State_HasFocus) && has(*option, State_KeyboardFocusChange)) {
            const bool filled = buttonSurface(*option, widget).fill == m_theme.colours().accent;
            drawFocusRing(option->rect, *painter, kRadius);
            if (filled)
                drawBox(*painter, option->rect.adjusted(2, 2, -2, -2), Qt::transparent,
                        m_theme.colours().accentText, kRadius - 2);
        }
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void WorkbenchStyle::drawSpinBox(const QStyleOptionComplex& option, QPainter& painter,
                                 const QWidget* widget) const
{
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(&option);
    drawInput(option, painter, has(option, State_HasFocus));
    if (spin == nullptr || spin->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const Colours& c = m_theme.colours();
    const auto arrow = [&](SubControl part, QAbstractSpinBox::StepEnabledFlag step, double turn) {
        const QRect rect = proxy()->subControlRect(CC_SpinBox, &option, part, widget);
        const bool able = (spin->stepEnabled & step) != 0 && has(option, State_Enabled);
        if (able && (option.activeSubControls & part) != 0)
            drawBox(painter, rect.adjusted(1, 0, -1, 0),
                    blend(c.pane, c.text, has(option, State_Sunken) ? 0.2 : 0.1), Qt::transparent, 3);
        drawChevron(painter, rect, able ? c.text : c.dim, turn);
    };
    arrow(SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, 180);
    arrow(SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, 0);
}

void WorkbenchStyle::drawComboBox(const QStyleOptionComplex& option, QPainter& painter) const
{
    const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(&option);
    const Colours& c = m_theme.colours();
    const bool focused = has(option, State_HasFocus);
    if (combo != nullptr && combo->frame) {
        drawInput(option, painter, focused && (combo->editable || has(option, State_KeyboardFocusChange)));
    } else {
        const bool hover = has(option, State_MouseOver) || has(option, State_On);
        if (hover)
            drawBox(painter, option.rect, blend(c.background, c.text, 0.06), Qt::transparent, kRadius - 1);
        if (focused && has(option, State_KeyboardFocusChange))
            drawFocusRing(option.rect, painter, kRadius - 1);
    }
    const int side = 18;
    const QRect rect(option.rect.right() - side - 2, option.rect.top(), side, option.rect.height());
    drawChevron(painter, visualRect(option.direction, option.rect, rect),
                has(option, State_Enabled) ? c.text : c.dim, 0);
}

void WorkbenchStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                        QPainter* painter, const QWidget* widget) const
{
    const auto* tool = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (control == CC_SpinBox) {
        drawSpinBox(*option, *painter, widget);
    } else if (control == CC_ComboBox) {
        drawComboBox(*option, *painter);
    } else if (control == CC_ToolButton && tool != nullptr) {
        QStyleOptionToolButton unfocused = *tool; // Fusion's ring runs through the letters
        unfocused.state &= ~State_HasFocus;
        QProxyStyle::drawComplexControl(control, &unfocused, painter, widget);
        if (has(*option, State_HasFocus) && has(*option, State_KeyboardFocusChange))
            drawFocusRing(option->rect, *painter, kRadius);
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect WorkbenchStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                                     SubControl part, const QWidget* widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField) {
        const QRect field = QProxyStyle::subControlRect(control, option, part, widget);
        return option->direction == Qt::RightToLeft ? field.adjusted(0, 0, -kTextIndent, 0)
                                                    : field.adjusted(kTextIndent, 0, 0, 0);
    }
    if (control != CC_SpinBox)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option);
    const bool bare = spin != nullptr && spin->buttonSymbols == QAbstractSpinBox::NoButtons;
    const QRect rect = option->rect;
    const int column = bare ? 0 : 18;
    const int half = rect.height() / 2;
    QRect result = rect;
    if (part == SC_SpinBoxEditField)
        result = rect.adjusted(6, 1, -column - 2, -1);
    else if (part == SC_SpinBoxUp)
        result = QRect(rect.right() - column - 1, rect.top() + 2, column, half - 2);
    else if (part == SC_SpinBoxDown)
        result = QRect(rect.right() - column - 1, rect.top() + half, column, rect.height() - half - 2);
    return visualRect(option->direction, rect, result);
}

QRect WorkbenchStyle::subElementRect(SubElement element, const QStyleOption* option,
                                     const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    const bool framedInput = element == SE_LineEditContents && frame != nullptr && frame->lineWidth > 0;
    return framedInput ? rect.adjusted(5, 0, -5, 0) : rect;
}

QSize WorkbenchStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                       const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    const int height = std::max(26, contents.height() + 10);
    if (type == CT_PushButton)
        return {std::max(contents.width() + 24, 30), std::max(height, 28)};
    if (type == CT_LineEdit || type == CT_ComboBox)
        size.setHeight(height);
    if (type == CT_LineEdit)
        size.rwidth() += 10;
    if (type == CT_SpinBox)
        size = QSize(contents.width() + 30, height);
    if (type == CT_ComboBox)
        size.rwidth() += 4 + kTextIndent;
    return size;
}

int WorkbenchStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_theme.px(15);
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SplitterWidth:
        return 1;
    case PM_MenuButtonIndicator:
        return 16;
    case PM_FocusFrameHMargin: // beside the text of rows in lists and tables, as wide as in their heads
        return m_theme.px(7);
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int WorkbenchStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                              QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
        return 0;
    case SH_UnderlineShortcut: // in an open menu, elsewhere while Alt is held
        return qobject_cast<const QMenu*>(widget) != nullptr || m_alt.isHeld() ? 1 : 0;
    case SH_ScrollView_FrameOnlyAroundContents:
        return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

} // namespace rw::ui
