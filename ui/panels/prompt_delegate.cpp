#include "ui/panels/prompt_delegate.h"

#include "ui/models/prompt_model.h"

#include <QLocale>
#include <QPainter>

namespace rw::ui {

namespace {

constexpr double kSmall = 0.86;
constexpr int kMostCharacters = 400; ///< of a text, more than a line shows

} // namespace

PromptDelegate::PromptDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QSize PromptDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const int text = QFontMetrics(m_theme.textFont()).height();
    const int small = QFontMetrics(m_theme.textFont(kSmall)).height();
    return {m_theme.px(160), text + small + m_theme.px(19)};
}

void PromptDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Colours& colours = m_theme.colours();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, selected ? colours.selection : colours.background);
    painter->setPen(colours.line);
    painter->drawLine(option.rect.topLeft(), option.rect.topRight());
    if (!m_onScreen.isEmpty() && index.data(PromptModel::IdRole).toString() == m_onScreen)
        painter->fillRect(QRect(option.rect.topLeft(), QSize(m_theme.px(3), option.rect.height())),
                          colours.accent);

    const QRect inner = option.rect.adjusted(m_theme.px(12), m_theme.px(6), -m_theme.px(12), -m_theme.px(6));
    const QFont font = m_theme.textFont();
    const QFontMetrics metrics(font);
    const QString text = index.data(PromptModel::TextRole).toString().left(kMostCharacters).simplified();
    painter->setFont(font);
    painter->setPen(colours.text);
    painter->drawText(QRect(inner.topLeft(), QSize(inner.width(), metrics.height())),
                      Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(text, Qt::ElideRight, inner.width()));
    paintSecondLine(*painter, inner.adjusted(0, metrics.height() + m_theme.px(3), 0, 0), index);
    if (option.state.testFlag(QStyle::State_HasFocus) &&
        option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(colours.accent, 2.0));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

void PromptDelegate::paintSecondLine(QPainter& painter, const QRect& line, const QModelIndex& index) const
{
    const int answers = index.data(PromptModel::LastAnswersRole).toInt();
    const int correct = index.data(PromptModel::LastCorrectRole).toInt();
    painter.setFont(m_theme.textFont(kSmall));
    const QFontMetrics metrics(painter.font());
    const int left = paintCategory(painter, line, index.data(PromptModel::CategoryRole).toString());
    const QLocale locale;
    const QString figures =
        answers > 0 ? QStringLiteral("%1/%2").arg(locale.toString(correct), locale.toString(answers))
                    : QStringLiteral("–");
    painter.setPen(m_theme.colours().dim);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, figures);
    const int room =
        std::max(metrics.horizontalAdvance(QStringLiteral("15/15")), metrics.horizontalAdvance(figures));
    const double height = m_theme.px(4);
    const QRectF bar(left, line.center().y() - height / 2.0 + 0.5, line.right() - room - m_theme.px(8) - left,
                     height);
    if (bar.width() > height)
        paintBar(painter, bar, correct, answers);
}

int PromptDelegate::paintCategory(QPainter& painter, const QRect& line, const QString& category) const
{
    if (category.isEmpty())
        return line.left();
    const QFontMetrics metrics(painter.font());
    const int most = line.width() / 2;
    const QString text = metrics.elidedText(category, Qt::ElideRight, most - m_theme.px(16));
    const QRectF pill(line.left() + 0.5, line.top() + 0.5, metrics.horizontalAdvance(text) + m_theme.px(15),
                      line.height() - 1.0);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.colours().line);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(pill, pill.height() / 2.0, pill.height() / 2.0);
    painter.setPen(m_theme.colours().dim);
    painter.drawText(pill, Qt::AlignCenter, text);
    painter.restore();
    return static_cast<int>(pill.right()) + m_theme.px(8);
}

void PromptDelegate::paintBar(QPainter& painter, const QRectF& bar, int correct, int answers) const
{
    const Colours& colours = m_theme.colours();
    painter.save();
    if (answers <= 0) {
        painter.setPen(QPen(colours.dim, 1.0, Qt::DotLine));
        const int middle = static_cast<int>(bar.center().y());
        painter.drawLine(static_cast<int>(bar.left()), middle, static_cast<int>(bar.right()), middle);
        painter.restore();
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.line);
    painter.drawRoundedRect(bar, bar.height() / 2.0, bar.height() / 2.0);
    QRectF filled = bar;
    filled.setWidth(bar.width() * correct / answers);
    painter.setBrush(colours.correct);
    painter.drawRoundedRect(filled, bar.height() / 2.0, bar.height() / 2.0);
    painter.restore();
}

} // namespace rw::ui
