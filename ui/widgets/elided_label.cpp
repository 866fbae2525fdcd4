#include "ui/widgets/elided_label.h"

#include "ui/models/tip_text.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace rw::ui {

namespace {

constexpr qsizetype kMostCharacters = 4000; ///< that are laid out: more than any label has room for

} // namespace

ElidedLabel::ElidedLabel(QWidget* parent, int maximumLines)
    : QFrame(parent)
    , m_maximumLines(maximumLines)
{
    QSizePolicy policy(QSizePolicy::Preferred, maximumLines > 1 ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    policy.setHeightForWidth(maximumLines > 1);
    setSizePolicy(policy);
}

void ElidedLabel::setText(const QString& text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_shown = text.left(kMostCharacters);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QStringList ElidedLabel::lines(int width, bool* elided) const
{
    QString text = m_shown;
    text.replace(QLatin1Char('\n'),
                 m_maximumLines > 1 ? QChar(QChar::LineSeparator) : QChar(QLatin1Char(' ')));
    const QFontMetrics metrics(font());
    QTextLayout layout(text, font());
    layout.beginLayout();
    QStringList result;
    *elided = false;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 1));
        const int end = line.textStart() + line.textLength();
        if (result.size() == m_maximumLines - 1 && end < text.size()) {
            result << metrics.elidedText(
                text.mid(line.textStart()).replace(QChar::LineSeparator, QLatin1Char(' ')), Qt::ElideRight,
                width);
            *elided = true;
            break;
        }
        result << text.mid(line.textStart(), line.textLength());
    }
    layout.endLayout();
    *elided = *elided || m_shown.size() < m_text.size();
    return result;
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {metrics.horizontalAdvance(m_shown) + 2, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    const QFontMetrics metrics(font());
    return {std::min(sizeHint().width(), metrics.averageCharWidth() * 4), metrics.height()};
}

int ElidedLabel::heightForWidth(int width) const
{
    bool elided = false;
    const auto count = std::max<qsizetype>(1, lines(width, &elided).size());
    return static_cast<int>(count) * QFontMetrics(font()).lineSpacing();
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QFontMetrics metrics(font());
    const QStringList shown = lines(width(), &m_elided);
    int y = m_maximumLines > 1 ? 0 : (height() - metrics.height()) / 2;
    const int sideways = m_text.isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft;
    for (const QString& line : shown) {
        painter.drawText(QRect(0, y, width(), metrics.height()), sideways | Qt::AlignVCenter, line);
        y += metrics.lineSpacing();
    }
    if (toolTip() != m_ownTip)
        return;
    m_ownTip = m_elided ? tipText(m_text) : QString();
    if (toolTip() != m_ownTip)
        setToolTip(m_ownTip);
}

} // namespace rw::ui
