#include "ui/panels/run_delegate.h"

#include "ui/models/run_list_model.h"
#include "ui/plots/curve_style.h"
#include "ui/plots/metric_text.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace rw::ui {

namespace {

QString objectiveText(const QString& word)
{
    return word == QLatin1String("best_answer") ? RunDelegate::tr("best answer") : RunDelegate::tr("GRPO");
}

QString summary(const QModelIndex& index)
{
    const QString state = index.data(RunListModel::StateRole).toString();
    if (state == QLatin1String("damaged"))
        return RunDelegate::tr("damaged");
    const QString steps =
        RunDelegate::tr("step %1").arg(QLocale().toString(index.data(RunListModel::StepRole).toInt()));
    const QString text = QStringLiteral("%1 · %2").arg(
        objectiveText(index.data(RunListModel::ObjectiveRole).toString()), steps);
    return state == QLatin1String("read-only") ? RunDelegate::tr("%1 · read-only").arg(text) : text;
}

} // namespace

RunDelegate::RunDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

QRect RunDelegate::swatchRect(const QRect& row) const
{
    return {row.left(), row.top(), m_theme.px(42), row.height()};
}

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = m_theme.colours();
    const bool visible = index.data(RunListModel::VisibleRole).toBool();
    const bool current = index.data(RunListModel::StateRole).toString() == QLatin1String("current");
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected) || hovered)
        painter->fillRect(option.rect, option.state.testFlag(QStyle::State_Selected) ? colours.selection
                                                                                     : colours.background);
    painter->setPen(colours.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const QRect swatch = swatchRect(option.rect).adjusted(m_theme.px(12), 0, -m_theme.px(8), 0);
    drawSwatch(*painter, swatch, colours, std::max(0, index.data(RunListModel::ColourIndexRole).toInt()),
               visible);

    QFont name = m_theme.textFont(0.95);
    name.setWeight(current ? QFont::DemiBold : QFont::Normal);
    const QFont plain = m_theme.textFont(0.92);
    QRect text = option.rect.adjusted(m_theme.px(44), 0, -m_theme.px(12), 0);
    const QVariant reward = index.data(RunListModel::LastRewardRole);
    if (reward.isValid()) {
        const QString value = metricText(reward.toDouble());
        painter->setFont(plain);
        painter->setPen(visible ? colours.text : colours.dim);
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, value);
        text.setRight(text.right() - QFontMetrics(plain).horizontalAdvance(value) - m_theme.px(12));
    }
    const QFontMetrics nameMetrics(name);
    const QString nameText = index.data(RunListModel::NameRole).toString();
    const int column = std::clamp(nameMetrics.horizontalAdvance(nameText), m_theme.px(84),
                                  std::max(m_theme.px(84), text.width() * 55 / 100));
    const QRect nameRect(text.left(), text.top(), column, text.height());
    painter->setFont(name);
    painter->setPen(visible ? colours.text : colours.dim);
    painter->drawText(nameRect, Qt::AlignLeft | Qt::AlignVCenter,
                      nameMetrics.elidedText(nameText, Qt::ElideMiddle, column));
    const QRect rest(nameRect.right() + m_theme.px(10), text.top(),
                     text.right() - nameRect.right() - m_theme.px(10), text.height());
    painter->setFont(plain);
    painter->setPen(colours.dim);
    painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                      QFontMetrics(plain).elidedText(summary(index), Qt::ElideRight, rest.width()));
    if (option.state.testFlag(QStyle::State_HasFocus) &&
        option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        painter->setPen(QPen(colours.accent, 2.0));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {m_theme.px(160), QFontMetrics(m_theme.textFont()).height() + m_theme.px(11)};
}

bool RunDelegate::editorEvent(QEvent* event, QAbstractItemModel*, const QStyleOptionViewItem& option,
                              const QModelIndex& index)
{
    if (event->type() != QEvent::MouseButtonRelease)
        return false;
    const auto* mouse = static_cast<QMouseEvent*>(event);
    if (mouse->button() != Qt::LeftButton || !swatchRect(option.rect).contains(mouse->pos()))
        return false;
    emit swatchClicked(index);
    return true;
}

bool RunDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                            const QModelIndex& index)
{
    if (!swatchRect(option.rect).contains(event->pos()))
        QToolTip::showText(event->globalPos(), index.data(RunListModel::DirectoryRole).toString(), view);
    else if (index.data(RunListModel::VisibleRole).toBool())
        QToolTip::showText(event->globalPos(), tr("Shown in the curves. Click to hide."), view);
    else
        QToolTip::showText(event->globalPos(), tr("Hidden in the curves. Click to show."), view);
    return true;
}

} // namespace rw::ui
