#include "ui/widgets/disagreement_table.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>

#include <algorithm>
#include <iterator>

namespace rw::ui {

namespace {

/// Shares of answers from which on a cell has the next warmer colour.
constexpr double kBins[] = {0.0, 0.02, 0.1, 0.25};

constexpr double kMostHeight = 220; ///< at 100 %, that is never hidden

std::size_t binOf(double share)
{
    std::size_t bin = 0;
    while (bin < std::size(kBins) && share > kBins[bin])
        ++bin;
    return bin;
}

class HeatDelegate : public QStyledItemDelegate
{
public:
    HeatDelegate(const Theme& theme, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colours& c = m_theme.colours();
        const QVariant share = index.data(DisagreementModel::ShareRole);
        painter->save();
        painter->fillRect(option.rect, share.isValid() ? c.heat[binOf(share.toDouble())] : c.background);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(QPen(c.accent, 2.0));
            painter->drawRect(option.rect.adjusted(1, 1, -2, -2));
        }
        painter->setPen(share.isValid() ? c.text : c.dim);
        painter->drawText(option.rect, Qt::AlignCenter, index.data().toString());
        painter->restore();
    }

private:
    const Theme& m_theme;
};

} // namespace

void DisagreementModel::setDisagreements(Disagreements disagreements)
{
    beginResetModel();
    m_shown = std::move(disagreements);
    endResetModel();
}

int DisagreementModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.counts.size());
}

int DisagreementModel::columnCount(const QModelIndex& parent) const
{
    return rowCount(parent);
}

QVariant DisagreementModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const bool isDiagonal = index.row() == index.column();
    const int count =
        m_shown.counts[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    const double share = m_shown.answers == 0 ? 0.0 : static_cast<double>(count) / m_shown.answers;
    const QLocale locale;
    switch (role) {
    case ShareRole:
        return isDiagonal ? QVariant() : QVariant(share);
    case Qt::DisplayRole:
        return isDiagonal ? QStringLiteral("–")
                          : tr("%1 (%2 %)").arg(locale.toString(count), locale.toString(share * 100, 'f', 1));
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return isDiagonal ? QString()
                          : tr("%1 and %2 disagree on %3 of %4 answers")
                                .arg(m_shown.verifiers[index.row()], m_shown.verifiers[index.column()],
                                     locale.toString(count), locale.toString(m_shown.answers));
    default:
        return {};
    }
}

QVariant DisagreementModel::headerData(int section, Qt::Orientation, int role) const
{
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole;
    return isText && section < m_shown.verifiers.size() ? QVariant(m_shown.verifiers[section]) : QVariant();
}

Qt::ItemFlags DisagreementModel::flags(const QModelIndex& index) const
{
    return index.row() == index.column() ? Qt::NoItemFlags : QAbstractTableModel::flags(index);
}

DisagreementTable::DisagreementTable(const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
    , m_model(new DisagreementModel(this))
{
    setAccessibleName(tr("Disagreements"));
    setModel(m_model);
    setItemDelegate(new HeatDelegate(theme, this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTabKeyNavigation(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(theme.px(88));
    verticalHeader()->setDefaultSectionSize(theme.px(30));
    verticalHeader()->setMaximumWidth(theme.px(190));
    verticalHeader()->setSectionsClickable(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setTextElideMode(Qt::ElideRight);
    verticalHeader()->setTextElideMode(Qt::ElideRight);
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit pairChosen(index.row(), index.column()); });
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void DisagreementTable::setDisagreements(Disagreements disagreements)
{
    m_model->setDisagreements(std::move(disagreements));
    setMinimumHeight(std::min(sizeHint().height(), m_theme.px(kMostHeight)));
    updateGeometry();
}

QSize DisagreementTable::sizeHint() const
{
    const int rows = verticalHeader()->length() + horizontalHeader()->sizeHint().height();
    return {m_theme.px(360), rows + 2 * frameWidth() + m_theme.px(4)};
}

void DisagreementTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (current.isValid() && current.row() != current.column())
        emit pairChosen(current.row(), current.column());
}

} // namespace rw::ui
