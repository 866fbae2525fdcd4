#include "ui/models/metric_series.h"

#include <algorithm>
#include <cmath>

namespace rw::ui {

namespace {

void cutFrom(MetricSeries& series, double step)
{
    const auto from = std::ranges::lower_bound(series.steps, step) - series.steps.begin();
    const auto kept = static_cast<std::size_t>(from);
    series.steps.resize(kept);
    series.seconds.resize(kept);
    series.values.resize(kept);
}

} // namespace

void MetricTable::append(std::span<const MetricRecord> records)
{
    for (const MetricRecord& record : records) {
        MetricSeries& series = m_series[QString::fromStdString(record.key)];
        const double step = record.step;
        if (!series.isEmpty() && series.steps.back() >= step)
            cutFrom(series, step);
        series.steps.push_back(step);
        series.seconds.push_back(record.seconds);
        series.values.push_back(record.value);
    }
}

const MetricSeries& MetricTable::series(const QString& key) const
{
    static const MetricSeries kNone;
    const auto found = m_series.constFind(key);
    return found == m_series.constEnd() ? kNone : *found;
}

QStringList MetricTable::keys() const
{
    QStringList keys = m_series.keys();
    keys.sort();
    return keys;
}

std::vector<double> smoothed(std::span<const double> values, double weight)
{
    std::vector<double> result;
    result.reserve(values.size());
    double average = 0.0;
    double unseen = 1.0; // weight^t: the share of the average that is still its start at 0
    for (const double value : values) {
        if (!std::isfinite(value)) {
            result.push_back(value);
            continue;
        }
        average = weight * average + (1.0 - weight) * value;
        unseen *= weight;
        result.push_back(average / (1.0 - unseen));
    }
    return result;
}

} // namespace rw::ui
