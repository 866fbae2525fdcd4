#pragma once

#include "core/commands/invocation.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace rw {

/// `rollout-engine` without commands, and with a log on stderr.
std::unique_ptr<CLI::App> engineApp();

/// Parses the arguments by `app`, whose commands fill `invocation`, and runs what they say.
/// @return 0 done, 1 failed (the reason is on stderr), 2 wrong usage.
int runCommandLine(CLI::App& app, Invocation& invocation, int argc, char** argv);

/// Runs `rollout-engine` with its arguments: here where its command needs no model, else in `rollout-torch`,
/// which becomes this process.
/// @return as runCommandLine().
int runLightCommandLine(int argc, char** argv);

} // namespace rw
