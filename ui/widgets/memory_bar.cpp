#include "ui/widgets/memory_bar.h"

#include "ui/theme/tint.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace rw::ui {

namespace {

constexpr int kColumns = 2; ///< of the list

QPixmap swatch(const QColor& colour, int size)
{
    QPixmap pixmap(2 * size, 2 * size);
    pixmap.setDevicePixelRatio(2.0);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(0, 0, size, size), 2, 2);
    return pixmap;
}

/// Those of runs, and one more.
QColor partColour(const Colours& colours, int index)
{
    return index < static_cast<int>(std::size(colours.run)) ? colours.run[index] : colours.preferred;
}

} // namespace

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

/// The bar alone. Its length is the larger of what is taken and what is free; a line marks what is free.
class MemoryBar::Bar : public QWidget
{
public:
    explicit Bar(const MemoryBar& owner, QWidget* parent)
        : QWidget(parent)
        , m_owner(owner)
    {
        setFixedHeight(owner.m_theme.px(18));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Colours& colours = m_owner.m_theme.colours();
        const qint64 whole = std::max({m_owner.total(), m_owner.m_free, qint64{1}});
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const int margin = m_owner.m_theme.px(4);
        const QRectF bar = QRectF(rect()).adjusted(0, margin, 0, -margin);
        QPainterPath shape;
        shape.addRoundedRect(bar, 4, 4);
        painter.fillPath(shape, colours.line);
        painter.setClipPath(shape);
        const bool mirrored = isRightToLeft();
        const auto place = [&](qint64 bytes) {
            return bar.width() * static_cast<double>(bytes) / static_cast<double>(whole);
        };
        qint64 before = 0;
        for (const MemoryPart& part : m_owner.m_parts) {
            const double begin = place(before);
            const double width = place(part.bytes);
            const double left = mirrored ? bar.right() - begin - width : bar.left() + begin;
            painter.fillRect(QRectF(left, bar.top(), std::max(width - 1.0, 1.0), bar.height()),
                             partColour(colours, part.colour));
            before += part.bytes;
        }
        painter.setClipping(false);
        if (m_owner.m_free <= 0)
            return;
        const double free = std::min(place(m_owner.m_free), bar.width() - 2.0);
        const double x = mirrored ? bar.right() - free : bar.left() + free;
        painter.fillRect(QRectF(x, 0, 2.0, height()), colours.text);
    }

private:
    const MemoryBar& m_owner;
};

MemoryBar::MemoryBar(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(new Bar(*this, this))
    , m_list(new QGridLayout)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme.px(6));
    layout->addWidget(m_bar);
    layout->addLayout(m_list);
    m_list->setHorizontalSpacing(theme.px(6));
    m_list->setVerticalSpacing(theme.px(2));
    connect(&theme, &Theme::changed, this, &MemoryBar::fillList);
}

void MemoryBar::setParts(std::vector<MemoryPart> parts, qint64 free)
{
    std::erase_if(parts, [](const MemoryPart& part) { return part.bytes <= 0; });
    m_parts = std::move(parts);
    m_free = free;
    const QString needed = tr("%1 needed").arg(bytesText(total()));
    setAccessibleName(free > 0 ? tr("%1, %2 free").arg(needed, bytesText(free)) : needed);
    fillList();
    m_bar->update();
}

qint64 MemoryBar::total() const
{
    qint64 sum = 0;
    for (const MemoryPart& part : m_parts)
        sum += part.bytes;
    return sum;
}

void MemoryBar::fillList()
{
    while (QLayoutItem* item = m_list->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const MemoryPart& part = m_parts[i];
        const int row = static_cast<int>(i) / kColumns;
        const int column = static_cast<int>(i) % kColumns * 4;
        auto* mark = new QLabel(this);
        mark->setPixmap(swatch(partColour(m_theme.colours(), part.colour), m_theme.px(9)));
        auto* name = new QLabel(part.name, this);
        auto* size = new QLabel(bytesText(part.bytes), this);
        setInk(name, m_theme.colours().dim);
        for (QLabel* label : {name, size})
            label->setFont(m_theme.textFont(0.92));
        m_list->addWidget(mark, row, column);
        m_list->addWidget(name, row, column + 1);
        m_list->addWidget(size, row, column + 2, Qt::AlignRight);
        m_list->setColumnMinimumWidth(column + 3, m_theme.px(18));
    }
    m_list->setColumnStretch(1, 1);
    m_list->setColumnStretch(5, 1);
}

} // namespace rw::ui
