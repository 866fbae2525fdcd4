#pragma once

#include "core/commands/invocation.h"
#include "core/commands/shared_options.h"

#include <CLI/CLI.hpp>

namespace rw {

/// Each adds one subcommand, with its options, examples and action.
void addVerify(CLI::App& app, Invocation& invocation);
void addVerifyAgain(CLI::App& app, Invocation& invocation);
void addBenchVerifiers(CLI::App& app, Invocation& invocation);
void addInspect(CLI::App& app, Invocation& invocation);
void addChatTemplate(CLI::App& app, Invocation& invocation);
void addPrompts(CLI::App& app, Invocation& invocation);
void addTokenize(CLI::App& app, Invocation& invocation);
void addDetokenize(CLI::App& app, Invocation& invocation);

/// All of them: the commands that run without LibTorch.
void addLightCommands(CLI::App& app, Invocation& invocation);

} // namespace rw
