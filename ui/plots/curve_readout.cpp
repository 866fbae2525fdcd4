#include "ui/plots/curve_readout.h"

namespace rw::ui {

CurveReadout::CurveReadout(const Theme& theme, QWidget* parent)
    : QLabel(parent)
    , m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setTextFormat(Qt::RichText);
    hide();
}

void CurveReadout::applyLook()
{
    const Colours& colours = m_theme.colours();
    setFont(m_theme.textFont(0.86));
    setStyleSheet(
        QStringLiteral("background:%1;color:%2;border:1px solid %3;border-radius:4px;padding:3px 6px")
            .arg(colours.pane.name(), colours.text.name(), colours.line.name()));
}

void CurveReadout::showBeside(int x, int top, const std::vector<Row>& rows)
{
    QStringList lines;
    for (const Row& row : rows)
        lines
            << QStringLiteral(
                   "<span style=\"color:%1\">%2</span>&nbsp;&nbsp;<span style=\"font-weight:600\">%3</span>")
                   .arg(row.colour.name(), row.run.toHtmlEscaped(), row.value);
    setText(lines.join(QStringLiteral("<br>")));
    adjustSize();
    const int gap = m_theme.px(8);
    const bool left = x + gap + width() > parentWidget()->width();
    move(left ? std::max(0, x - gap - width()) : x + gap, top);
    setVisible(!rows.empty());
}

} // namespace rw::ui
