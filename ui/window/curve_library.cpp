#include "ui/window/curve_library.h"

#include "core/runlog/run_log_reader.h"

#include <algorithm>

namespace rw::ui {

void CurveLibrary::clear(const QString& directory)
{
    table(directory).clear();
}

void CurveLibrary::append(const QString& directory, std::span<const MetricRecord> metrics)
{
    table(directory).append(metrics);
}

QString CurveLibrary::load(const QString& directory)
{
    if (m_tables.contains(directory))
        return {};
    try {
        const RunLogReader reader(directory.toStdString());
        append(directory, reader.metricsAfter(0));
    } catch (const std::exception& problem) {
        return QString::fromUtf8(problem.what());
    }
    return {};
}

std::optional<double> CurveLibrary::last(const QString& directory, const QString& metric) const
{
    const auto found = m_tables.find(directory);
    if (found == m_tables.end() || found->second->series(metric).isEmpty())
        return std::nullopt;
    return found->second->series(metric).last();
}

std::vector<CurveRun> CurveLibrary::curves(const RunListModel& runs, const QString& front) const
{
    std::vector<CurveRun> curves;
    for (int row = 0; row < runs.rowCount(); ++row) {
        const QModelIndex index = runs.index(row);
        const QString directory = runs.run(row).directory;
        const auto found = m_tables.find(directory);
        if (found == m_tables.end() || !index.data(RunListModel::VisibleRole).toBool())
            continue;
        const CurveRun curve{runs.run(row).name, found->second.get(),
                             index.data(RunListModel::ColourIndexRole).toInt(), true};
        curves.insert(directory == front ? curves.begin() : curves.end(), curve);
    }
    return curves;
}

MetricTable& CurveLibrary::table(const QString& directory)
{
    auto& table = m_tables[directory];
    if (!table)
        table = std::make_unique<MetricTable>();
    return *table;
}

} // namespace rw::ui
