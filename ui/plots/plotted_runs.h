#pragma once

#include "ui/plots/run_graphs.h"

#include <functional>
#include <memory>
#include <vector>

namespace rw::ui {

/// The runs in one plot, in order of importance: the first that has something to show is the one that
/// figures and keys speak of.
class PlottedRuns
{
public:
    explicit PlottedRuns(QCustomPlot& plot);

    void setRuns(const std::vector<CurveRun>& runs, const QString& metric);
    void refresh(CurveX x, double smoothing);
    void setLook(const Colours& colours, double boldWidth, bool antialiased);

    [[nodiscard]] const RunGraphs& at(std::size_t run) const { return *m_graphs.at(run); }
    [[nodiscard]] const RunGraphs* first() const; ///< null: nothing to show
    void forEachShown(const std::function<void(const RunGraphs&)>& call) const;

    /// @return the step of the point nearest to an x coordinate; empty without points.
    [[nodiscard]] std::optional<int> stepAt(double key) const;
    /// @return the x coordinate of a step.
    [[nodiscard]] std::optional<double> keyOf(int step, CurveX x) const;
    [[nodiscard]] std::optional<QCPRange> keyRange() const;
    [[nodiscard]] std::optional<QCPRange> valueRange() const;

private:
    QCustomPlot& m_plot;
    std::vector<std::unique_ptr<RunGraphs>> m_graphs;
};

} // namespace rw::ui
