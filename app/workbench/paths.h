#pragma once

#include "ui/window/workbench_session.h"

#include <QString>

namespace rw::ui {

/// Where the workbench finds its engine and models and keeps its runs: the engine beside the program, the
/// models in the source tree or in share/rollout-workbench, runs and stars in the XDG data directory.
/// @param engine a program to use instead; may be empty
WorkbenchPaths findPaths(const QString& engine);

/// The same, with runs and stars in a folder of their own.
WorkbenchPaths pathsIn(const QString& dataDirectory, const QString& engine);

} // namespace rw::ui
