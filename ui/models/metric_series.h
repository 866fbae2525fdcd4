#pragma once

#include "core/runlog/records.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <span>
#include <vector>

namespace rw::ui {

/// One metric of one run over steps. Appends only; x is strictly increasing (a superseding value replaces).
struct MetricSeries
{
    std::vector<double> steps;
    std::vector<double> seconds; ///< since the run was created
    std::vector<double> values;

    [[nodiscard]] bool isEmpty() const { return values.empty(); }
    [[nodiscard]] double last() const { return values.back(); }
};

/// The metrics of one run by TRL's names, as they arrive from the log.
class MetricTable
{
public:
    /// Records in the order they were logged. A step at or below a series' last one supersedes what stands
    /// from there on: the run went on from an earlier checkpoint.
    void append(std::span<const MetricRecord> records);
    void clear() { m_series.clear(); }
    /// An empty series where the run has none.
    [[nodiscard]] const MetricSeries& series(const QString& key) const;
    [[nodiscard]] QStringList keys() const; ///< sorted

private:
    QHash<QString, MetricSeries> m_series;
};

/// Debiased exponential moving average over the full data: s_t = w s_(t-1) + (1 - w) x_t, shown as s_t / (1 -
/// w^t) (as TensorBoard does). Values that are not finite stay as they are and do not count. @param weight 0
/// (off) to below 1.
std::vector<double> smoothed(std::span<const double> values, double weight);

} // namespace rw::ui
