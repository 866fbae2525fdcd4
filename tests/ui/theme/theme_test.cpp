#include "ui/theme/colours.h"
#include "ui/theme/theme.h"
#include "ui/theme/verdict_style.h"

#include <QApplication>
#include <QFontInfo>
#include <QGlyphRun>
#include <QKeyEvent>
#include <QRawFont>
#include <QSignalSpy>
#include <QStyle>
#include <QTextLayout>
#include <QWidget>

#include <gtest/gtest.h>

namespace rw::ui {
namespace {

constexpr double kReadable = 4.5; // WCAG 2.1, text

/// The glyphs that `text` is drawn with.
QList<quint32> glyphsOf(const QString& text, const QFont& font)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    QList<quint32> glyphs;
    for (const QGlyphRun& run : layout.glyphRuns())
        glyphs += run.glyphIndexes();
    return glyphs;
}

class EveryPalette : public testing::TestWithParam<std::tuple<bool, VerdictColours>>
{
protected:
    Colours colours = makeColours(std::get<0>(GetParam()), std::get<1>(GetParam()));
};

TEST_P(EveryPalette, KeepsTextReadableOnEverySurface)
{
    const Colours& c = colours;
    for (const QColor& ground :
         {c.background, c.pane, c.selection, c.warningFill, c.correctFill, c.wrongFill}) {
        EXPECT_GE(contrast(c.text, ground), kReadable) << ground.name().toStdString();
        EXPECT_GE(contrast(c.dim, ground), kReadable) << ground.name().toStdString();
    }
    for (const QColor& bin : c.heat)
        EXPECT_GE(contrast(c.text, bin), kReadable) << bin.name().toStdString();
    EXPECT_GE(contrast(c.text, c.found), kReadable);
    EXPECT_GE(contrast(c.accentText, c.accent), kReadable);
    EXPECT_GE(contrast(c.accent, c.pane), kReadable);
}

TEST_P(EveryPalette, KeepsVerdictsReadableOnTheirCardsAndInTheHeader)
{
    for (int state = 0; state <= static_cast<int>(AnswerState::Failed); ++state) {
        const VerdictStyle style = verdictStyle(static_cast<AnswerState>(state), colours);
        EXPECT_GE(contrast(style.ink, style.fill), kReadable) << "state " << state;
        EXPECT_GE(contrast(style.ink, colours.background), kReadable) << "state " << state;
    }
    for (const QColor& ground : {colours.correctFill, colours.wrongFill, colours.pane})
        EXPECT_GE(contrast(colours.preferred, ground), kReadable);
}

INSTANTIATE_TEST_SUITE_P(LightAndDark, EveryPalette,
                         testing::Combine(testing::Bool(), testing::Values(VerdictColours::Standard,
                                                                           VerdictColours::ColourBlind)));

TEST(Contrast, IsThatOfTheStandard)
{
    EXPECT_NEAR(contrast(Qt::black, Qt::white), 21.0, 1e-6);
    EXPECT_NEAR(contrast(QColor(0x1b7f4b), Qt::white), 5.02, 0.01);
}

TEST(Theme, AppliesPaletteAndShippedFonts)
{
    Theme theme;
    theme.setBrightness(Brightness::Dark);
    theme.apply();
    EXPECT_TRUE(theme.isDark());
    EXPECT_EQ(QApplication::palette().color(QPalette::Base), theme.colours().pane);
    EXPECT_EQ(QFontInfo(theme.textFont()).family(), QStringLiteral("Inter"));
    EXPECT_EQ(QFontInfo(theme.tokenFont()).family(), QStringLiteral("JetBrains Mono"));
    EXPECT_TRUE(QFontInfo(theme.tokenFont()).fixedPitch());
}

TEST(Theme, ShowsEverySignThatAModelWrote)
{
    Theme theme;
    theme.apply();
    const QString signs = QStringLiteral("3x4 -> 12 != 13 <|im_end|> >= ===");
    for (const QFont& font : {theme.answerFont(), theme.strongFont(), theme.tokenFont()})
        EXPECT_EQ(glyphsOf(signs, font), QRawFont::fromFont(font).glyphIndexesForString(signs))
            << font.family().toStdString();
}

TEST(Theme, UnderlinesLettersWhileAltIsHeld)
{
    Theme theme;
    theme.apply();
    QWidget window;
    const auto isUnderlined = [&] {
        return window.style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, &window) != 0;
    };
    EXPECT_FALSE(isUnderlined());
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Alt, Qt::AltModifier);
    QApplication::sendEvent(&window, &press);
    EXPECT_TRUE(isUnderlined());
    QKeyEvent release(QEvent::KeyRelease, Qt::Key_Alt, Qt::AltModifier); // as X11 reports it
    QApplication::sendEvent(&window, &release);
    EXPECT_FALSE(isUnderlined());
}

TEST(Theme, ZoomScalesTextAndLengths)
{
    Theme theme;
    const double before = theme.textFont().pointSizeF();
    const QSignalSpy changed(&theme, &Theme::changed);
    theme.setZoom(200);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_NEAR(theme.textFont().pointSizeF(), 2 * before, 1e-6);
    EXPECT_EQ(theme.px(10), 20);
    theme.setZoom(1000);
    EXPECT_EQ(theme.zoom(), 250);
}

TEST(Theme, SaysWhenColoursChange)
{
    Theme theme;
    const QSignalSpy changed(&theme, &Theme::changed);
    const QColor light = theme.colours().correct;
    theme.setVerdictColours(VerdictColours::ColourBlind);
    EXPECT_EQ(changed.count(), 1);
    EXPECT_NE(theme.colours().correct, light);
    theme.setVerdictColours(VerdictColours::ColourBlind);
    EXPECT_EQ(changed.count(), 1);
}

} // namespace
} // namespace rw::ui
