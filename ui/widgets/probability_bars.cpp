#include "ui/widgets/probability_bars.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace rw::ui {
namespace {

QString twoDigits(double probability)
{
    return QLocale().toString(probability, 'f', 2);
}

} // namespace

ProbabilityBars::ProbabilityBars(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Likeliest tokens"));
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ProbabilityBars::setRows(std::vector<Row> rows)
{
    m_rows = std::move(rows);
    const double sum = std::accumulate(m_rows.begin(), m_rows.end(), 0.0,
                                       [](double total, const Row& row) { return total + row.probability; });
    m_rest = std::clamp(1.0 - sum, 0.0, 1.0);
    QStringList spoken;
    for (const Row& row : m_rows)
        spoken << QStringLiteral("%1 %2").arg(row.token, twoDigits(row.probability));
    spoken << tr("all others %1").arg(twoDigits(m_rest));
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int ProbabilityBars::rowHeight() const
{
    return QFontMetrics(m_theme.tokenFont()).height() + m_theme.px(4);
}

QSize ProbabilityBars::sizeHint() const
{
    return {m_theme.px(220), rowHeight() * (static_cast<int>(m_rows.size()) + 1)};
}

void ProbabilityBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours& c = m_theme.colours();
    const QFont mono = m_theme.tokenFont();
    QFont monoBold = mono;
    monoBold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(mono);
    const int numberWidth = metrics.horizontalAdvance(QStringLiteral("0.00"));
    const int rankWidth = m_theme.px(18);
    const int nameWidth =
        std::clamp(width() * 2 / 5, metrics.averageCharWidth() * 10, metrics.averageCharWidth() * 16);
    const int barLeft = rankWidth + nameWidth + numberWidth + m_theme.px(18);
    const double barRoom = std::max(0, width() - barLeft - 2);
    double scale = std::max(m_rest, 0.01);
    for (const Row& row : m_rows)
        scale = std::max(scale, row.probability);
    int y = 0;
    const auto paintRow = [&](const QString& rank, const QString& name, double probability, const QFont& font,
                              const QColor& bar) {
        const auto cell = [&](int x, int cellWidth) { return QRect(x, y, cellWidth, rowHeight()); };
        painter.setFont(mono);
        painter.setPen(c.dim);
        painter.drawText(cell(0, rankWidth), Qt::AlignLeft | Qt::AlignVCenter, rank);
        painter.setFont(font);
        painter.setPen(c.text);
        painter.drawText(cell(rankWidth, nameWidth), Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideRight, nameWidth));
        painter.drawText(cell(rankWidth + nameWidth + m_theme.px(8), numberWidth),
                         Qt::AlignRight | Qt::AlignVCenter, twoDigits(probability));
        const double height = m_theme.px(8);
        const QRectF box(barLeft, y + (rowHeight() - height) / 2.0,
                         std::max(1.0, barRoom * probability / scale), height);
        painter.setPen(Qt::NoPen);
        painter.setBrush(bar);
        painter.drawRoundedRect(box, 2, 2);
        y += rowHeight();
    };
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        paintRow(QLocale().toString(static_cast<int>(i) + 1), m_rows[i].token, m_rows[i].probability,
                 m_rows[i].drawn ? monoBold : mono, m_rows[i].drawn ? c.accent : c.run[5]);
    paintRow({}, tr("all others"), m_rest, mono, c.line);
}

} // namespace rw::ui
