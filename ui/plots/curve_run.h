#pragma once

#include "ui/models/metric_series.h"

#include <QString>

namespace rw::ui {

/// What the x axis of the curves counts.
enum class CurveX { Step, Time };

/// A run as the curves show it. The metrics are not owned and must outlive whatever was given the run.
struct CurveRun
{
    QString name;
    const MetricTable* metrics = nullptr;
    int colourIndex = 0; ///< picks colour and dash, see curve_style.h
    bool visible = true;
};

} // namespace rw::ui
