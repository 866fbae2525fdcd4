#include "ui/panels/curves_csv.h"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace rw::ui {

namespace {

struct Row
{
    double seconds = 0.0;
    std::map<QString, double> values;
};

std::string quoted(const QString& text)
{
    std::string utf8 = text.toStdString();
    if (utf8.find_first_of(",\"\r\n") == std::string::npos)
        return utf8;
    std::string result = "\"";
    for (const char c : utf8) {
        if (c == '"')
            result += '"';
        result += c;
    }
    return result + '"';
}

std::string number(double value)
{
    if (!std::isfinite(value))
        return {};
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::map<double, Row> rowsOf(const MetricTable& metrics)
{
    std::map<double, Row> rows;
    for (const QString& key : metrics.keys()) {
        const MetricSeries& series = metrics.series(key);
        for (std::size_t i = 0; i < series.steps.size(); ++i) {
            Row& row = rows[series.steps[i]];
            row.seconds = std::max(row.seconds, series.seconds[i]);
            row.values[key] = series.values[i];
        }
    }
    return rows;
}

} // namespace

std::string curvesCsv(const std::vector<CurveRun>& runs)
{
    std::set<QString> keys;
    for (const CurveRun& run : runs)
        if (run.visible && run.metrics != nullptr)
            for (const QString& key : run.metrics->keys())
                keys.insert(key);
    std::string csv = "run,step,seconds";
    for (const QString& key : keys)
        csv += ',' + quoted(key);
    csv += '\n';
    for (const CurveRun& run : runs) {
        if (!run.visible || run.metrics == nullptr)
            continue;
        for (const auto& [step, row] : rowsOf(*run.metrics)) {
            csv += quoted(run.name) + ',' + number(step) + ',' + number(row.seconds);
            for (const QString& key : keys) {
                const auto value = row.values.find(key);
                csv += ',' + (value == row.values.end() ? std::string() : number(value->second));
            }
            csv += '\n';
        }
    }
    return csv;
}

} // namespace rw::ui
