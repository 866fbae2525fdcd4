#include "ui/theme/theme.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style_sheet.h"
#include "ui/theme/workbench_style.h"

#include <QApplication>
#include <QEvent>
#include <QStyleHints>

#include <algorithm>
#include <cmath>

namespace rw::ui {
namespace {

constexpr double kTextPoints = 9.75; // 13 pixels at 96 dpi
constexpr int kZoomMin = 70;
constexpr int kZoomMax = 250;

bool desktopIsDark()
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    // Our own palette hides the desktop's: set it aside while looking.
    const QPalette ours = QApplication::palette();
    QApplication::setPalette(QPalette());
    const QPalette desktop = QApplication::palette();
    QApplication::setPalette(ours);
    return desktop.color(QPalette::WindowText).lightness() > desktop.color(QPalette::Window).lightness();
#endif
}

QFont font(const QString& family, double points)
{
    QFont font(family);
    font.setPointSizeF(points);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

Theme::Theme(QObject* parent)
    : QObject(parent)
    , m_colours(makeColours(false, m_verdictColours))
{
}

void Theme::apply()
{
    registerFonts();
    QApplication::setStyle(new WorkbenchStyle(*this));
    m_applied = true;
    rebuild();
    qApp->installEventFilter(this);
}

void Theme::setBrightness(Brightness brightness)
{
    if (m_brightness == brightness)
        return;
    m_brightness = brightness;
    rebuild();
}

void Theme::setVerdictColours(VerdictColours colours)
{
    if (m_verdictColours == colours)
        return;
    m_verdictColours = colours;
    rebuild();
}

void Theme::setZoom(int percent)
{
    const int zoom = std::clamp(percent, kZoomMin, kZoomMax);
    if (m_zoom == zoom)
        return;
    m_zoom = zoom;
    rebuild();
}

bool Theme::isDark() const
{
    return m_colours.text.lightness() > m_colours.background.lightness();
}

QFont Theme::textFont(double scale) const
{
    return font(textFamily(), kTextPoints * scale * m_zoom / 100.0);
}

QFont Theme::strongFont(double scale) const
{
    QFont strong = textFont(scale);
    strong.setWeight(QFont::DemiBold);
    return strong;
}

QFont Theme::answerFont() const
{
    return textFont(1.04);
}

QFont Theme::tokenFont() const
{
    QFont mono = font(tokenFamily(), kTextPoints * 0.923 * m_zoom / 100.0);
    mono.setStyleHint(QFont::Monospace);
    return mono;
}

int Theme::px(double atHundredPercent) const
{
    return static_cast<int>(std::lround(atHundredPercent * m_zoom / 100.0));
}

bool Theme::eventFilter(QObject* watched, QEvent* event)
{
    const bool follows = m_brightness == Brightness::System && event->type() == QEvent::ThemeChange;
    if (follows && desktopIsDark() != isDark())
        rebuild();
    return QObject::eventFilter(watched, event);
}

void Theme::rebuild()
{
    const bool dark =
        m_brightness == Brightness::System ? m_applied && desktopIsDark() : m_brightness == Brightness::Dark;
    m_colours = makeColours(dark, m_verdictColours);
    if (m_applied) {
        QApplication::setPalette(makePalette(m_colours));
        QApplication::setFont(textFont());
        qApp->setStyleSheet(makeStyleSheet(*this));
    }
    emit changed();
}

} // namespace rw::ui
