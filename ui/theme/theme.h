#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

namespace rw::ui {

enum class Brightness { System, Light, Dark };
enum class VerdictColours { Standard, ColourBlind };

/// Every colour on screen, by role (ui/theme/colours.cpp has the values).
struct Colours
{
    QColor background; ///< window behind the panes
    QColor pane;       ///< panels, cards at rest
    QColor line;       ///< hairlines, borders
    QColor text;
    QColor dim;        ///< secondary text
    QColor selection;  ///< selected row, pressed segment
    QColor accent;     ///< the one accent
    QColor accentText; ///< on accent
    QColor correct, correctFill;
    QColor wrong, wrongFill;
    QColor undecided;
    QColor preferred;
    QColor warningFill; ///< inline strips
    QColor found;       ///< behind words that were searched for
    QColor heat[5];     ///< token probability bins, likely to unlikely
    QColor up, down;    ///< diverging: advantage, change
    QColor run[6];      ///< curves
};

/// Owns the look. One per application, made in main and passed by reference; widgets react to changed().
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    /// Registers the shipped fonts and applies palette, fonts and style sheet to the application.
    void apply();
    void setBrightness(Brightness brightness);
    void setVerdictColours(VerdictColours colours);
    void setZoom(int percent); ///< text size, 70 to 250

    [[nodiscard]] Brightness brightness() const { return m_brightness; }
    [[nodiscard]] VerdictColours verdictColours() const { return m_verdictColours; }
    [[nodiscard]] int zoom() const { return m_zoom; }
    [[nodiscard]] bool isDark() const;
    [[nodiscard]] const Colours& colours() const { return m_colours; }

    [[nodiscard]] QFont textFont(double scale = 1.0) const;   ///< Inter, with tabular figures where Qt can
    [[nodiscard]] QFont strongFont(double scale = 1.0) const; ///< the same, semibold: headings
    [[nodiscard]] QFont answerFont() const;
    [[nodiscard]] QFont tokenFont() const; ///< JetBrains Mono

    /// A length in device-independent pixels at 100 % text zoom, scaled with the zoom.
    [[nodiscard]] int px(double atHundredPercent) const;

signals:
    void changed();

protected:
    /// Follows the desktop from light to dark and back.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void rebuild();

    Brightness m_brightness = Brightness::System;
    VerdictColours m_verdictColours = VerdictColours::Standard;
    int m_zoom = 100;
    bool m_applied = false;
    Colours m_colours;
};

} // namespace rw::ui
