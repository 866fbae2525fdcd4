#pragma once

#include "ui/models/metric_series.h"
#include "ui/models/run_list_model.h"
#include "ui/plots/curve_run.h"

#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace rw::ui {

/// The metrics of all runs whose curves are on screen. The run that is followed gets what the log brings;
/// others are read once.
class CurveLibrary
{
public:
    /// Begins the metrics of a run anew.
    void clear(const QString& directory);
    void append(const QString& directory, std::span<const MetricRecord> metrics);
    /// Reads the whole run if it is not here yet. @return what went wrong; empty if nothing did.
    QString load(const QString& directory);

    /// The last value of a metric; empty where there is none.
    [[nodiscard]] std::optional<double> last(const QString& directory, const QString& metric) const;

    /// The visible runs of the list, that of `front` first.
    [[nodiscard]] std::vector<CurveRun> curves(const RunListModel& runs, const QString& front) const;

private:
    MetricTable& table(const QString& directory);

    std::map<QString, std::unique_ptr<MetricTable>> m_tables;
};

} // namespace rw::ui
