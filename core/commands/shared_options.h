#pragma once

#include "core/commands/invocation.h"
#include "core/prompts/prompt_format.h"
#include "core/rollout/sampling_params.h"
#include "core/verify/verifier_spec.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace rw {

/// Options that commands with a model share: --device, --dtype and --json.
void addCommonOptions(CLI::App& command, Invocation& invocation);

/// How answers are drawn: --samples, --seed and --temperature.
void addSamplingOptions(CLI::App& command, SamplingParams& params);

/// For options that take a seed: any whole number from 0 that 64 bits hold.
CLI::Validator seedCheck();

/// What judges the answers: --verifier, perhaps several times.
void addVerifierOptions(CLI::App& command, std::vector<std::string>& verifiers);

/// @throws UsageError that says what is wrong with one of them.
std::vector<VerifierSpec> verifierSpecs(const std::vector<std::string>& texts);

/// How questions are put: --system, --instruction, --raw and --template-variable.
void addPromptFormatOptions(CLI::App& command, PromptFormat& format);

/// Where sets of prompts lie: --library.
void addLibraryOption(CLI::App& command, std::string& file);

/// Whether answers to prompts of a set count as tries there: --no-statistics.
void addStatisticsOption(CLI::App& command, bool& statistics);

/// What the help of commands with that option says of it.
inline constexpr const char* kStatisticsHelp =
    "Answers to prompts of a library's set are tries in its statistics, as in training; --no-statistics "
    "leaves\nthem out.\n\n";

/// The sources of prompts that --prompts takes, for its description.
inline constexpr const char* kPromptSources =
    "library:NAME, a file of prompts, builtin:train or builtin:heldout";

} // namespace rw
