#include "ui/widgets/segmented_control.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace rw::ui {
namespace {

constexpr double kRadius = 6.0;

/// One of the joined buttons; knows its place, to round only the outer corners.
class Segment : public QAbstractButton
{
public:
    Segment(const Theme& theme, const QString& label, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setText(label);
        setAccessibleName(label);
        setCheckable(true);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
        setAttribute(Qt::WA_Hover);
    }

    void setEnds(bool first, bool last)
    {
        m_first = first;
        m_last = last;
    }

    void setDirection(Qt::Orientation direction)
    {
        m_direction = direction;
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        // The width of the bold text, so that choosing moves nothing.
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        const QFontMetrics metrics(bold);
        return {metrics.horizontalAdvance(text()) + m_theme.px(18), metrics.height() + m_theme.px(7)};
    }

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint() - QSize(m_theme.px(11), 0); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const Colours& c = m_theme.colours();
        const QPainterPath outline = shape();
        painter.fillPath(outline, isChecked() ? c.selection : c.pane);
        if (underMouse() && isEnabled() && !isChecked())
            painter.fillPath(outline, QColor(c.text.red(), c.text.green(), c.text.blue(), 14));
        painter.setPen(QPen(c.line, 1.0));
        painter.drawPath(outline);
        paintLabel(painter);
        if (hasFocus() && isChecked()) {
            painter.setPen(QPen(c.accent, 2.0));
            painter.drawRoundedRect(QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5), kRadius - 2, kRadius - 2);
        }
    }

private:
    void paintLabel(QPainter& painter)
    {
        const Colours& c = m_theme.colours();
        QFont label = font();
        if (isChecked())
            label.setWeight(QFont::DemiBold);
        label.setStrikeOut(false);
        painter.setFont(label);
        painter.setPen(isChecked() ? c.text : c.dim);
        if (!isEnabled())
            painter.setOpacity(0.55);
        painter.drawText(rect(), Qt::AlignCenter, text());
        painter.setOpacity(1.0);
    }

    [[nodiscard]] QPainterPath shape() const
    {
        // Neighbours share a hairline: each but the last reaches one pixel over its edge.
        const bool isRow = m_direction == Qt::Horizontal;
        const double over = m_last ? -0.5 : 0.5;
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, isRow ? over : -0.5, isRow ? -0.5 : over);
        QPainterPath path;
        path.setFillRule(Qt::WindingFill);
        path.addRoundedRect(box, kRadius, kRadius);
        const QSizeF end = isRow ? QSizeF(kRadius * 2, box.height()) : QSizeF(box.width(), kRadius * 2);
        if (!m_first)
            path.addRect(QRectF(box.topLeft(), end));
        if (!m_last)
            path.addRect(QRectF(box.bottomRight() - QPointF(end.width(), end.height()), end));
        return path.simplified();
    }

    const Theme& m_theme;
    Qt::Orientation m_direction = Qt::Horizontal;
    bool m_first = false;
    bool m_last = false;
};

} // namespace

SegmentedControl::SegmentedControl(const Theme& theme, const QStringList& labels, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_group(new QButtonGroup(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_group->setExclusive(true);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    for (int i = 0; i < labels.size(); ++i) {
        auto* segment = new Segment(theme, labels[i], this);
        const bool mirrored = isRightToLeft();
        const bool first = i == 0;
        const bool last = i == labels.size() - 1;
        segment->setEnds(mirrored ? last : first, mirrored ? first : last);
        m_group->addButton(segment, i);
        m_layout->addWidget(segment);
    }
    setCurrent(0);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
    connect(&theme, &Theme::changed, this, [this] {
        for (QAbstractButton* segment : m_group->buttons())
            segment->updateGeometry();
        arrange();
        update();
    });
}

void SegmentedControl::setMayStack(bool may)
{
    m_mayStack = may;
    arrange();
}

QSize SegmentedControl::sizeHint() const
{
    int width = 0; // of a row, whatever the buttons stand in: what wraps around it is not to waver
    for (const QAbstractButton* segment : m_group->buttons())
        width += segment->sizeHint().width();
    return {width, QWidget::sizeHint().height()};
}

QSize SegmentedControl::minimumSizeHint() const
{
    const QSize least = QWidget::minimumSizeHint();
    if (!m_mayStack)
        return least;
    int widest = 0;
    for (const QAbstractButton* segment : m_group->buttons())
        widest = std::max(widest, segment->minimumSizeHint().width());
    return {widest, least.height()};
}

void SegmentedControl::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SegmentedControl::arrange()
{
    int row = 0;
    for (const QAbstractButton* segment : m_group->buttons())
        row += segment->minimumSizeHint().width();
    const bool stacks = m_mayStack && width() < row;
    const auto direction = stacks ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_layout->direction() == direction)
        return;
    m_layout->setDirection(direction);
    for (QAbstractButton* segment : m_group->buttons())
        static_cast<Segment*>(segment)->setDirection(stacks ? Qt::Vertical : Qt::Horizontal);
    updateGeometry();
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton* segment = m_group->button(index))
        segment->setChecked(true);
}

void SegmentedControl::setSegmentEnabled(int index, bool enabled)
{
    if (QAbstractButton* segment = m_group->button(index))
        segment->setEnabled(enabled);
}

void SegmentedControl::setSegmentToolTip(int index, const QString& text)
{
    if (QAbstractButton* segment = m_group->button(index))
        segment->setToolTip(text);
}

} // namespace rw::ui
