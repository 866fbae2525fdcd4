#pragma once

#include "core/commands/shared_options.h"
#include "core/policy/device.h"

#include <CLI/CLI.hpp>

namespace rw {

/// The device asked for. Warnings of the environment go to the log.
DeviceChoice deviceFor(const Invocation& invocation);

/// Each adds one subcommand, with its options, examples and action.
void addServe(CLI::App& app, Invocation& invocation);
void addGenerate(CLI::App& app, Invocation& invocation);
void addTrain(CLI::App& app, Invocation& invocation);
void addPretrain(CLI::App& app, Invocation& invocation);
void addSft(CLI::App& app, Invocation& invocation);
void addEval(CLI::App& app, Invocation& invocation);
void addScore(CLI::App& app, Invocation& invocation);
void addExport(CLI::App& app, Invocation& invocation);
void addBench(CLI::App& app, Invocation& invocation);

} // namespace rw
