#include "ui/theme/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace rw::ui {
namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

void fill(QColor* target, std::initializer_list<QRgb> values)
{
    std::transform(values.begin(), values.end(), target, rgb);
}

Colours lightColours()
{
    Colours c;
    c.background = rgb(0xf4f5f7);
    c.pane = rgb(0xffffff);
    c.line = rgb(0xd9dce1);
    c.text = rgb(0x1c1f24);
    c.dim = rgb(0x5f6368);
    c.selection = rgb(0xe6effb);
    c.accent = rgb(0x1f5fbf);
    c.accentText = rgb(0xffffff);
    c.correct = rgb(0x1b7f4b);
    c.correctFill = rgb(0xf3fbf6);
    c.wrong = rgb(0xb3261e);
    c.wrongFill = rgb(0xfdf6f5);
    c.undecided = rgb(0x5f6368);
    c.preferred = rgb(0x8a6100);
    c.warningFill = rgb(0xfff6df);
    c.found = rgb(0xffe08a);
    fill(c.heat, {0xffffff, 0xfef0d9, 0xfdd49e, 0xfdbb84, 0xfc8d59});
    c.up = rgb(0x0a5fa8);
    c.down = rgb(0xb45309);
    fill(c.run, {0x1f5fbf, 0xb45309, 0x0f766e, 0x7a3e9d, 0xa3195b, 0x5f6368});
    return c;
}

Colours darkColours()
{
    Colours c;
    c.background = rgb(0x17191c);
    c.pane = rgb(0x1e2024);
    c.line = rgb(0x34383e);
    c.text = rgb(0xeceef1);
    c.dim = rgb(0xa9adb3);
    c.selection = rgb(0x26364d);
    c.accent = rgb(0x7ab8ff);
    c.accentText = rgb(0x10151c);
    c.correct = rgb(0x5bd1a5);
    c.correctFill = rgb(0x1b2a25);
    c.wrong = rgb(0xff8a80);
    c.wrongFill = rgb(0x2b2021);
    c.undecided = rgb(0xa9adb3);
    c.preferred = rgb(0xf2c14e);
    c.warningFill = rgb(0x332a18);
    c.found = rgb(0x66500f);
    fill(c.heat, {0x1e2024, 0x3a2a20, 0x5a3224, 0x74342a, 0x8f3a34});
    c.up = rgb(0x7ab8ff);
    c.down = rgb(0xff9d6e);
    fill(c.run, {0x7ab8ff, 0xff9d6e, 0x4fd1c5, 0xc9a0f0, 0xf58fb8, 0xa9adb3});
    return c;
}

void useColourBlindVerdicts(Colours& c, bool dark)
{
    c.correct = rgb(dark ? 0x7ab8ff : 0x0a5fa8);
    c.correctFill = rgb(dark ? 0x1b2734 : 0xf2f7fd);
    c.wrong = rgb(dark ? 0xff9d6e : 0xb45309);
    c.wrongFill = rgb(dark ? 0x2d231c : 0xfdf7f1);
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

Colours makeColours(bool dark, VerdictColours verdicts)
{
    Colours colours = dark ? darkColours() : lightColours();
    if (verdicts == VerdictColours::ColourBlind)
        useColourBlindVerdicts(colours, dark);
    return colours;
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [low, high] = std::minmax({luminance(one), luminance(other)});
    return (high + 0.05) / (low + 0.05);
}

QPalette makePalette(const Colours& c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.background);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.pane);
    palette.setColor(QPalette::AlternateBase, c.background);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::Button, c.pane);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.accentText);
    palette.setColor(QPalette::PlaceholderText, c.dim);
    palette.setColor(QPalette::ToolTipBase, c.pane);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::Light, c.pane);
    palette.setColor(QPalette::Midlight, c.line);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.dim);
    palette.setColor(QPalette::Shadow, c.line);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.dim);
    return palette;
}

} // namespace rw::ui
