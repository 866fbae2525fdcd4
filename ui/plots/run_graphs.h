#pragma once

#include "ui/plots/curve_run.h"
#include "ui/plots/plot_canvas.h"

#include <optional>

namespace rw::ui {

/// The two lines of one run in one plot: raw values, thin and pale, and above them their moving average,
/// bold. The graphs belong to the plot.
class RunGraphs
{
public:
    RunGraphs(QCustomPlot& plot, CurveRun run, QString metric);

    [[nodiscard]] const CurveRun& run() const { return m_run; }
    [[nodiscard]] const MetricSeries& series() const { return m_run.metrics->series(m_metric); }
    [[nodiscard]] bool isShown() const { return m_run.visible && !series().isEmpty(); }

    /// Brings the lines up to date. What was drawn before and still holds is kept, the rest appended.
    void refresh(CurveX x, double smoothing);
    void setLook(const Colours& colours, double boldWidth, bool antialiased);

    /// @return the index of the point nearest to an x coordinate; empty without points.
    [[nodiscard]] std::optional<std::size_t> nearest(double key) const;
    /// @return the index of the last point at or before a step.
    [[nodiscard]] std::optional<std::size_t> atOrBefore(double step) const;
    [[nodiscard]] double key(std::size_t index) const;

    [[nodiscard]] std::vector<double> smoothedValues() const;
    [[nodiscard]] std::optional<QCPRange> keyRange() const;
    [[nodiscard]] std::optional<QCPRange> valueRange() const;

private:
    CurveRun m_run;
    QString m_metric;
    QCPGraph* m_raw;
    QCPGraph* m_mean;
};

} // namespace rw::ui
