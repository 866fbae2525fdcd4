#pragma once

#include "ui/models/metric_series.h"

#include <QLocale>

#include <string>
#include <vector>

namespace rw::ui {

/// A table with one metric at steps 1, 2, 3 and so on, ten seconds apart.
inline MetricTable tableOf(const std::string& key, const std::vector<double>& values)
{
    std::vector<MetricRecord> records;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int step = static_cast<int>(i) + 1;
        records.push_back(
            {.row = step, .step = step, .key = key, .value = values[i], .seconds = 10.0 * step});
    }
    MetricTable table;
    table.append(records);
    return table;
}

/// Sets the language of numbers until the end of the scope.
class ScopedLocale
{
public:
    explicit ScopedLocale(const QLocale& locale) { QLocale::setDefault(locale); }
    ~ScopedLocale() { QLocale::setDefault(m_before); }
    ScopedLocale(const ScopedLocale&) = delete;
    ScopedLocale& operator=(const ScopedLocale&) = delete;

private:
    QLocale m_before;
};

} // namespace rw::ui
