#include "ui/panels/curves_table_model.h"

#include "ui/plots/metric_text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace rw::ui {

namespace {

std::vector<double> valuesAt(const std::vector<double>& steps, const MetricSeries& series)
{
    std::vector<double> values(steps.size(), std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < series.steps.size(); ++i) {
        const auto row = std::lower_bound(steps.begin(), steps.end(), series.steps[i], std::greater<>());
        values[static_cast<std::size_t>(row - steps.begin())] = series.values[i];
    }
    return values;
}

} // namespace

void CurvesTableModel::show(const std::vector<CurveSpec>& specs, const std::vector<CurveRun>& runs)
{
    beginResetModel();
    m_steps.clear();
    m_columns.clear();
    std::vector<std::pair<QString, const MetricSeries*>> shown;
    for (const CurveSpec& spec : specs)
        for (const CurveRun& run : runs)
            if (run.visible && run.metrics != nullptr)
                shown.emplace_back(QStringLiteral("%1\n%2").arg(spec.title, run.name),
                                   &run.metrics->series(spec.metric));
    for (const auto& [title, series] : shown)
        m_steps.insert(m_steps.end(), series->steps.begin(), series->steps.end());
    std::sort(m_steps.begin(), m_steps.end(), std::greater<>());
    m_steps.erase(std::unique(m_steps.begin(), m_steps.end()), m_steps.end());
    for (const auto& [title, series] : shown)
        m_columns.push_back({title, valuesAt(m_steps, *series)});
    endResetModel();
}

int CurvesTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_steps.size());
}

int CurvesTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size()) + 1;
}

QVariant CurvesTableModel::data(const QModelIndex& index, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (index.column() == 0)
        return QLocale().toString(static_cast<qlonglong>(std::llround(m_steps[row])));
    const double value = m_columns[static_cast<std::size_t>(index.column()) - 1].values[row];
    return std::isnan(value) ? QString() : metricText(value);
}

QVariant CurvesTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Step") : m_columns[static_cast<std::size_t>(section) - 1].title;
}

} // namespace rw::ui
