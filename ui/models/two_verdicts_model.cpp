#include "ui/models/two_verdicts_model.h"

#include "ui/models/answer_view.h"
#include "ui/models/tip_text.h"

namespace rw::ui {

namespace {

constexpr int kMostCharacters = 200;

QString readText(const Verdict& verdict)
{
    return verdict.extracted ? QString::fromStdString(*verdict.extracted).simplified().left(kMostCharacters)
                             : QString();
}

int stateOf(const Verdict& verdict)
{
    return static_cast<int>(rw::ui::stateOf(FinishReason::Stop, verdict));
}

} // namespace

TwoVerdictsModel::TwoVerdictsModel(const QString& first, const QString& second, QObject* parent)
    : QAbstractTableModel(parent)
    , m_first(first)
    , m_second(second)
{
}

void TwoVerdictsModel::setVerdicts(std::vector<TwoVerdicts> verdicts)
{
    beginResetModel();
    m_verdicts = std::move(verdicts);
    endResetModel();
}

void TwoVerdictsModel::setVerdicts(int row, const Verdict& first, const Verdict& second)
{
    m_verdicts[static_cast<std::size_t>(row)].first = first;
    m_verdicts[static_cast<std::size_t>(row)].second = second;
    emit dataChanged(index(row, FirstColumn), index(row, SecondColumn));
}

void TwoVerdictsModel::setHeads(const QString& first, const QString& second)
{
    m_first = first;
    m_second = second;
    emit headerDataChanged(Qt::Horizontal, FirstColumn, SecondColumn);
}

int TwoVerdictsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_verdicts.size());
}

int TwoVerdictsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant TwoVerdictsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const TwoVerdicts& row = at(index.row());
    const bool isVerdict = index.column() == FirstColumn || index.column() == SecondColumn;
    const Verdict& verdict = index.column() == FirstColumn ? row.first : row.second;
    if (role == StateRole)
        return isVerdict ? QVariant(stateOf(verdict)) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (isVerdict)
        return role == Qt::DisplayRole ? readText(verdict) : QString::fromStdString(verdict.message);
    const QString& text = index.column() == AnswerColumn ? row.answer : row.prompt;
    return role == Qt::DisplayRole ? text.left(kMostCharacters).simplified() : tipText(text);
}

QVariant TwoVerdictsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case FirstColumn:
        return m_first;
    case SecondColumn:
        return m_second;
    case AnswerColumn:
        return tr("Answer");
    default:
        return tr("Prompt");
    }
}

} // namespace rw::ui
