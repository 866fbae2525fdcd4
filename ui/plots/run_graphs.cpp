#include "ui/plots/run_graphs.h"

#include "ui/plots/curve_style.h"

#include <algorithm>
#include <cmath>

namespace rw::ui {

namespace {

constexpr std::size_t kMostDiscs = 60;
constexpr double kSparse = 2.0; ///< steps between values from which on each is marked by a disc
constexpr double kDiscSize = 4.0;

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

/// A graph wants its keys sorted; a clock set back in the middle of a run must not unsort them.
std::vector<double> keysOf(const MetricSeries& series, CurveX x)
{
    std::vector<double> keys = x == CurveX::Step ? series.steps : series.seconds;
    for (std::size_t i = 1; i < keys.size(); ++i)
        keys[i] = std::max(keys[i], keys[i - 1]);
    return keys;
}

std::vector<double> meansOf(const std::vector<double>& values, double smoothing)
{
    std::vector<double> means = smoothed(values, smoothing);
    for (std::size_t i = 0; i < means.size(); ++i)
        if (std::isnan(values[i]))
            means[i] = values[i];
    return means;
}

bool isSparse(const MetricSeries& series)
{
    const std::size_t count = series.steps.size();
    if (count < 2 || count > kMostDiscs)
        return count == 1;
    return series.steps.back() - series.steps.front() >= kSparse * static_cast<double>(count - 1);
}

/// Appends what is new; from the first point that changed on, everything is drawn anew.
void update(QCPGraph& graph, const std::vector<double>& keys, const std::vector<double>& values)
{
    QCPGraphDataContainer& data = *graph.data();
    const std::size_t drawn = std::min(static_cast<std::size_t>(data.size()), keys.size());
    std::size_t kept = 0;
    for (auto it = data.constBegin();
         kept < drawn && same(it->key, keys[kept]) && same(it->value, values[kept]); ++it)
        ++kept;
    if (kept < static_cast<std::size_t>(data.size())) {
        data.clear();
        kept = 0;
    }
    QVector<QCPGraphData> added;
    added.reserve(static_cast<qsizetype>(keys.size() - kept));
    for (std::size_t i = kept; i < keys.size(); ++i)
        added.append(QCPGraphData(keys[i], values[i]));
    data.add(added, true);
}

} // namespace

RunGraphs::RunGraphs(QCustomPlot& plot, CurveRun run, QString metric)
    : m_run(std::move(run))
    , m_metric(std::move(metric))
    , m_raw(plot.addGraph())
    , m_mean(plot.addGraph())
{
    for (QCPGraph* graph : {m_raw, m_mean}) {
        graph->setAdaptiveSampling(true);
        graph->setSelectable(QCP::stNone);
        graph->setVisible(m_run.visible);
    }
}

void RunGraphs::refresh(CurveX x, double smoothing)
{
    const MetricSeries& values = series();
    const std::vector<double> keys = keysOf(values, x);
    update(*m_raw, keys, values.values);
    update(*m_mean, keys, meansOf(values.values, smoothing));
    QCPScatterStyle discs = m_mean->scatterStyle();
    discs.setShape(isSparse(values) ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssNone);
    m_mean->setScatterStyle(discs);
    m_raw->setVisible(m_run.visible && smoothing > 0.0);
}

void RunGraphs::setLook(const Colours& colours, double boldWidth, bool antialiased)
{
    m_raw->setPen(rawPen(colours, m_run.colourIndex));
    m_raw->setAntialiased(false);
    m_mean->setPen(curvePen(colours, m_run.colourIndex, boldWidth));
    m_mean->setAntialiased(antialiased);
    const QColor colour = curveColour(colours, m_run.colourIndex);
    m_mean->setScatterStyle(QCPScatterStyle(m_mean->scatterStyle().shape(), QPen(colour), colour, kDiscSize));
    m_mean->setAntialiasedScatters(antialiased);
}

std::optional<std::size_t> RunGraphs::nearest(double key) const
{
    const QCPGraphDataContainer& data = *m_raw->data();
    if (data.isEmpty() || series().steps.size() < static_cast<std::size_t>(data.size()))
        return std::nullopt; // the metrics were cleared since the last refresh
    const auto begin = data.constBegin();
    auto it = data.findBegin(key, false);
    if (it == data.constEnd() || (it != begin && key - (it - 1)->key < it->key - key))
        --it;
    return static_cast<std::size_t>(it - begin);
}

std::optional<std::size_t> RunGraphs::atOrBefore(double step) const
{
    const std::vector<double>& steps = series().steps;
    const auto drawn = std::min<std::ptrdiff_t>(std::ssize(steps), m_raw->data()->size());
    const auto after = std::upper_bound(steps.begin(), steps.begin() + drawn, step);
    if (after == steps.begin())
        return std::nullopt;
    return static_cast<std::size_t>(after - steps.begin() - 1);
}

double RunGraphs::key(std::size_t index) const
{
    return m_raw->data()->at(static_cast<int>(index))->key;
}

std::vector<double> RunGraphs::smoothedValues() const
{
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(m_mean->data()->size()));
    for (const QCPGraphData& point : *m_mean->data())
        values.push_back(point.value);
    return values;
}

std::optional<QCPRange> RunGraphs::keyRange() const
{
    bool found = false;
    const QCPRange range = m_raw->data()->keyRange(found);
    return found ? std::optional(range) : std::nullopt;
}

std::optional<QCPRange> RunGraphs::valueRange() const
{
    bool found = false;
    const QCPRange range = m_raw->data()->valueRange(found);
    return found ? std::optional(range) : std::nullopt;
}

} // namespace rw::ui
