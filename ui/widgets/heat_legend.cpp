#include "ui/widgets/heat_legend.h"

#include <QLocale>
#include <QPainter>

#include <array>

namespace rw::ui {
namespace {

QString number(double value)
{
    return QLocale().toString(value, 'g', 3);
}

/// "≥ 0.9", "0.5–0.9", ..., "< 0.05" for falling bounds; the other way round for rising ones.
QStringList rangeLabels(const std::array<double, 4>& bounds, bool falling)
{
    const QString first = falling ? QStringLiteral("≥ %1") : QStringLiteral("≤ %1");
    const QString last = falling ? QStringLiteral("< %1") : QStringLiteral("> %1");
    QStringList labels{first.arg(number(bounds[0]))};
    for (std::size_t i = 1; i < bounds.size(); ++i)
        labels << QStringLiteral("%1–%2").arg(number(std::min(bounds[i - 1], bounds[i])),
                                              number(std::max(bounds[i - 1], bounds[i])));
    return labels << last.arg(number(bounds[3]));
}

} // namespace

HeatLegend::HeatLegend(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    setColouring(TokenColouring::Probability);
}

void HeatLegend::setColouring(TokenColouring colouring)
{
    m_colouring = colouring;
    QStringList labels;
    for (const Chip& chip : chips(10000))
        labels << chip.label;
    setAccessibleName(tr("Colours, from first to last: %1").arg(labels.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

QFont HeatLegend::chipFont() const
{
    QFont font = m_theme.tokenFont();
    font.setPointSizeF(font.pointSizeF() * 0.89);
    return font;
}

std::vector<HeatLegend::Chip> HeatLegend::chips(int width) const
{
    const Colours& c = m_theme.colours();
    std::vector<Chip> result;
    if (m_colouring == TokenColouring::Advantage) {
        const auto wash = [](QColor colour) {
            colour.setAlphaF(0.25F);
            return colour;
        };
        result = {{tr("up: made likelier"), wash(c.up), false, {}},
                  {tr("down: made rarer"), wash(c.down), false, {}}};
    } else {
        const bool probability = m_colouring == TokenColouring::Probability;
        const QStringList labels = probability ? rangeLabels({0.9, 0.5, 0.2, 0.05}, true)
                                               : rangeLabels({0.25, 0.75, 1.5, 2.5}, false);
        for (int i = 0; i < 5; ++i)
            result.push_back({labels[i], c.heat[i], i == 4, {}});
    }
    const QFontMetrics metrics(chipFont());
    const int gap = m_theme.px(4);
    const int height = metrics.height() + m_theme.px(3);
    int x = 0;
    int y = 0;
    for (Chip& chip : result) {
        const int own = metrics.horizontalAdvance(chip.label) + m_theme.px(9);
        if (x > 0 && x + own > width) {
            x = 0;
            y += height + gap;
        }
        chip.rect = QRect(x, y, own, height);
        x += own + gap;
    }
    return result;
}

QSize HeatLegend::sizeHint() const
{
    return {m_theme.px(270), heightForWidth(m_theme.px(1000))};
}

int HeatLegend::heightForWidth(int width) const
{
    return chips(width).back().rect.bottom() + 2;
}

void HeatLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(chipFont());
    const Colours& c = m_theme.colours();
    for (const Chip& chip : chips(width())) {
        painter.setPen(QPen(c.line, 1.0));
        painter.setBrush(chip.fill);
        painter.drawRoundedRect(QRectF(chip.rect).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
        painter.setPen(c.text);
        painter.drawText(chip.rect, Qt::AlignCenter, chip.label);
        if (!chip.dotted)
            continue;
        painter.setPen(QPen(c.text, 1.2, Qt::DotLine));
        painter.drawLine(chip.rect.bottomLeft() + QPoint(4, -3), chip.rect.bottomRight() + QPoint(-4, -3));
    }
}

} // namespace rw::ui
