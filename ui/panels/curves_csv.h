#pragma once

#include "ui/plots/curve_run.h"

#include <string>
#include <vector>

namespace rw::ui {

/// All metrics of the visible runs as CSV: a row for each run and step, columns `run,step,seconds` and then
/// the metrics by name. Numbers are written with a point whatever the language; what is missing or not a
/// number is empty.
std::string curvesCsv(const std::vector<CurveRun>& runs);

} // namespace rw::ui
