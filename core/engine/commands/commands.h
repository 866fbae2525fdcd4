#pragma once

#include "core/engine/environment.h"
#include "core/policy/device.h"
#include "core/prompts/prompt_format.h"
#include "core/rollout/sampling_params.h"
#include "core/verify/verifier_spec.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace rw {

/// What the command line settled on: filled by the subcommand that was named, run after parsing.
struct Invocation
{
    std::function<void()> run;
    bool json = false; ///< one JSON object a line on stdout, nothing else there
    std::string device = "auto";
    std::string precision = "auto";
};

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

/// The device asked for. Warnings of the environment go to the log.
DeviceChoice deviceFor(const Invocation& invocation);

/// The sources of prompts that --prompts takes, for its description.
inline constexpr const char* kPromptSources =
    "library:NAME, a file of prompts, builtin:train or builtin:heldout";

/// Each adds one subcommand, with its options, examples and action.
void addServe(CLI::App& app, Invocation& invocation);
void addGenerate(CLI::App& app, Invocation& invocation);
void addVerify(CLI::App& app, Invocation& invocation);
void addTrain(CLI::App& app, Invocation& invocation);
void addPretrain(CLI::App& app, Invocation& invocation);
void addSft(CLI::App& app, Invocation& invocation);
void addEval(CLI::App& app, Invocation& invocation);
void addScore(CLI::App& app, Invocation& invocation);
void addExport(CLI::App& app, Invocation& invocation);
void addInspect(CLI::App& app, Invocation& invocation);
void addChatTemplate(CLI::App& app, Invocation& invocation);
void addBench(CLI::App& app, Invocation& invocation);
void addVerifyAgain(CLI::App& app, Invocation& invocation);
void addBenchVerifiers(CLI::App& app, Invocation& invocation);
void addPrompts(CLI::App& app, Invocation& invocation);
void addTokenize(CLI::App& app, Invocation& invocation);
void addDetokenize(CLI::App& app, Invocation& invocation);

} // namespace rw
