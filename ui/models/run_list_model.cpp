#include "ui/models/run_list_model.h"

#include <algorithm>
#include <utility>

namespace rw::ui {

namespace {

bool sameFolders(const std::vector<RunRow>& a, const std::vector<RunRow>& b)
{
    return std::ranges::equal(a, b, {}, &RunRow::directory, &RunRow::directory);
}

bool isDamaged(const RunRow& run)
{
    return run.state == QLatin1String("damaged");
}

} // namespace

void RunListModel::setRuns(std::vector<RunRow> runs)
{
    if (sameFolders(m_runs, runs)) {
        for (std::size_t i = 0; i < runs.size(); ++i) {
            if (m_runs[i] == runs[i])
                continue;
            m_runs[i] = std::move(runs[i]);
            if (isDamaged(m_runs[i]))
                m_colours.remove(m_runs[i].directory);
            announce(m_runs[i].directory);
        }
        return;
    }
    beginResetModel();
    m_runs = std::move(runs);
    m_colours.removeIf([this](const auto& shown) {
        const int row = rowOf(shown.key());
        return row < 0 || isDamaged(run(row));
    });
    showCurrent();
    endResetModel();
}

void RunListModel::setCurrent(const QString& directory)
{
    const QString before = std::exchange(m_current, directory);
    showCurrent();
    announce(before);
    announce(m_current);
}

int RunListModel::rowOf(const QString& directory) const
{
    const auto found = std::ranges::find(m_runs, directory, &RunRow::directory);
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

int RunListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_runs.size());
}

QVariant RunListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const RunRow& shown = run(index.row());
    switch (role) {
    case NameRole:
        return shown.name;
    case DirectoryRole:
        return shown.directory;
    case ObjectiveRole:
        return shown.objective;
    case StepRole:
        return shown.step;
    case LastRewardRole:
        return shown.lastReward ? QVariant(*shown.lastReward) : QVariant();
    case StateRole:
        return stateOf(shown);
    case ColourIndexRole:
        return m_colours.value(shown.directory, -1);
    case VisibleRole:
        return m_colours.contains(shown.directory);
    case CreatedRole:
        return shown.created;
    default:
        return {};
    }
}

bool RunListModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != VisibleRole || !index.isValid())
        return false;
    const RunRow& wanted = run(index.row());
    const bool accepted = value.toBool()
                              ? !isDamaged(wanted) && show(wanted.directory)
                              : wanted.directory != m_current && m_colours.remove(wanted.directory);
    if (accepted)
        announce(wanted.directory);
    return accepted;
}

void RunListModel::showCurrent()
{
    if (rowOf(m_current) < 0 || show(m_current))
        return;
    const auto last = std::ranges::find_if(m_runs.rbegin(), m_runs.rend(), [this](const RunRow& run) {
        return m_colours.contains(run.directory);
    });
    m_colours.remove(last->directory);
    announce(last->directory);
    show(m_current);
}

bool RunListModel::show(const QString& directory)
{
    if (m_colours.contains(directory))
        return true;
    const QList<int> taken = m_colours.values();
    for (int colour = 0; colour < kMostVisible; ++colour) {
        if (!taken.contains(colour)) {
            m_colours.insert(directory, colour);
            return true;
        }
    }
    return false;
}

void RunListModel::announce(const QString& directory)
{
    const int row = rowOf(directory);
    if (row >= 0)
        emit dataChanged(index(row), index(row));
}

QString RunListModel::stateOf(const RunRow& run) const
{
    return run.directory == m_current ? QStringLiteral("current") : run.state;
}

} // namespace rw::ui
