#include "ui/plots/plotted_runs.h"

#include <algorithm>
#include <cmath>

namespace rw::ui {

namespace {

void join(std::optional<QCPRange>& all, const std::optional<QCPRange>& one)
{
    if (one)
        all = all ? all->expanded(*one) : *one;
}

} // namespace

PlottedRuns::PlottedRuns(QCustomPlot& plot)
    : m_plot(plot)
{
}

void PlottedRuns::setRuns(const std::vector<CurveRun>& runs, const QString& metric)
{
    m_graphs.clear();
    m_plot.clearGraphs();
    // The first run matters most, so it is drawn last.
    for (auto run = runs.rbegin(); run != runs.rend(); ++run)
        if (run->metrics != nullptr)
            m_graphs.push_back(std::make_unique<RunGraphs>(m_plot, *run, metric));
    std::ranges::reverse(m_graphs);
}

void PlottedRuns::refresh(CurveX x, double smoothing)
{
    for (const auto& graphs : m_graphs)
        graphs->refresh(x, smoothing);
}

void PlottedRuns::setLook(const Colours& colours, double boldWidth, bool antialiased)
{
    for (const auto& graphs : m_graphs)
        graphs->setLook(colours, boldWidth, antialiased);
}

const RunGraphs* PlottedRuns::first() const
{
    const auto found = std::ranges::find_if(m_graphs, [](const auto& graphs) { return graphs->isShown(); });
    return found == m_graphs.end() ? nullptr : found->get();
}

void PlottedRuns::forEachShown(const std::function<void(const RunGraphs&)>& call) const
{
    for (const auto& graphs : m_graphs)
        if (graphs->isShown())
            call(*graphs);
}

std::optional<int> PlottedRuns::stepAt(double key) const
{
    std::optional<int> best;
    double distance = 0.0;
    forEachShown([&](const RunGraphs& graphs) {
        const auto index = graphs.nearest(key);
        if (!index)
            return;
        const double away = std::abs(graphs.key(*index) - key);
        if (best && away >= distance)
            return;
        best = static_cast<int>(std::lround(graphs.series().steps[*index]));
        distance = away;
    });
    return best;
}

std::optional<double> PlottedRuns::keyOf(int step, CurveX x) const
{
    const RunGraphs* shown = first();
    if (shown == nullptr)
        return std::nullopt;
    if (x == CurveX::Step)
        return step;
    const auto index = shown->atOrBefore(step);
    return index ? std::optional(shown->key(*index)) : std::nullopt;
}

std::optional<QCPRange> PlottedRuns::keyRange() const
{
    std::optional<QCPRange> all;
    forEachShown([&all](const RunGraphs& graphs) { join(all, graphs.keyRange()); });
    return all;
}

std::optional<QCPRange> PlottedRuns::valueRange() const
{
    std::optional<QCPRange> all;
    forEachShown([&all](const RunGraphs& graphs) { join(all, graphs.valueRange()); });
    return all;
}

} // namespace rw::ui
