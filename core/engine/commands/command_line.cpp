#include "core/engine/command_line.h"

#include "core/base/error.h"
#include "core/engine/commands/commands.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <charconv>

namespace rw {

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

void logToStderr()
{
    auto log = spdlog::stderr_color_mt("rollout-engine");
    log->set_pattern("%^%l%$: %v");
    spdlog::set_default_logger(std::move(log));
}

void addCommands(CLI::App& app, Invocation& invocation)
{
    app.name("rollout-engine");
    app.description("Samples, verifies and trains language models. The engine behind Rollout Workbench.");
    app.require_subcommand(0, 1);
    app.fallthrough(false);
    addServe(app, invocation);
    addGenerate(app, invocation);
    addVerify(app, invocation);
    addVerifyAgain(app, invocation);
    addBenchVerifiers(app, invocation);
    addTrain(app, invocation);
    addPretrain(app, invocation);
    addSft(app, invocation);
    addEval(app, invocation);
    addScore(app, invocation);
    addExport(app, invocation);
    addInspect(app, invocation);
    addChatTemplate(app, invocation);
    addPrompts(app, invocation);
    addBench(app, invocation);
    addTokenize(app, invocation);
    addDetokenize(app, invocation);
    app.footer(
        "Examples:\n"
        "  rollout-engine generate --model resources/models/imitation \\\n"
        "      --prompt \"Emily bought three apples and two oranges. Each orange costs $2. The total is $13. "
        "What does each apple cost?\" --answer 3\n"
        "  rollout-engine train --model resources/models/imitation --prompts builtin:train --steps 100 --run "
        "my-run\n"
        "  rollout-engine eval --model my-run/checkpoints/latest --prompts builtin:heldout\n"
        "  rollout-engine prompts import problems.csv --set problems\n\n"
        "Exit codes: 0 done, 1 failed, 2 wrong usage.");
}

/// Adds NAME=VALUE to the template's variables.
void addTemplateVariable(PromptFormat& format, const std::string& given)
{
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos || equals == 0)
        throw UsageError("--template-variable takes NAME=VALUE, not \"" + given + "\".",
                         "Write for example --template-variable enable_thinking=false.");
    format.templateVariables[given.substr(0, equals)] = given.substr(equals + 1);
}

/// The program and the command that was named, for messages.
std::string nameOf(const CLI::App& app)
{
    std::string name = app.get_name();
    for (const CLI::App* command : app.get_subcommands())
        name += " " + command->get_name();
    return name;
}

} // namespace

void addCommonOptions(CLI::App& command, Invocation& invocation)
{
    command.add_option("--device", invocation.device, "auto, cpu, cuda or cuda:n")->capture_default_str();
    command
        .add_option("--dtype", invocation.precision, "Answers are drawn in auto, fp32 or bf16: bf16 on GPUs")
        ->capture_default_str();
    command.add_flag("--json", invocation.json,
                     "Print one JSON object a line on stdout and nothing else there");
}

void addSamplingOptions(CLI::App& command, SamplingParams& params)
{
    command.add_option("--samples", params.samples, "Answers to each prompt")->capture_default_str();
    command.add_option("--seed", params.seed, "Seed of the draws")->check(seedCheck())->capture_default_str();
    command.add_option("--temperature", params.temperature, "0 takes the likeliest token")
        ->capture_default_str();
}

void addVerifierOptions(CLI::App& command, std::vector<std::string>& verifiers)
{
    command
        .add_option(
            "--verifier", verifiers,
            "NAME or NAME:option=value,...; may be given several times: the first decides, each adds a "
            "part to the reward (usual: final-number; verify --list shows them all)")
        ->allow_extra_args(false);
}

std::vector<VerifierSpec> verifierSpecs(const std::vector<std::string>& texts)
{
    std::vector<VerifierSpec> specs;
    for (const std::string& text : texts)
        specs.push_back(verifierSpecFromString(text));
    return specs;
}

CLI::Validator seedCheck()
{
    return {[](std::string& text) {
                std::uint64_t seed = 0;
                const char* const end = text.data() + text.size();
                const auto [rest, problem] = std::from_chars(text.data(), end, seed);
                return problem == std::errc{} && rest == end
                           ? std::string()
                           : "a seed is a whole number from 0 to 18446744073709551615, and \"" + text +
                                 "\" is none";
            },
            ""};
}

void addPromptFormatOptions(CLI::App& command, PromptFormat& format)
{
    command.add_option("--system", format.system, "System prompt");
    command.add_option("--instruction", format.instruction,
                       "Answer-format instruction, put behind each question after an empty line");
    command.add_flag("--raw", format.raw, "Put the bare text before the model, without its chat template");
    command
        .add_option_function<std::vector<std::string>>(
            "--template-variable",
            [&format](const std::vector<std::string>& given) {
                for (const std::string& one : given)
                    addTemplateVariable(format, one);
            },
            "NAME=VALUE that the chat template reads, for example enable_thinking=false; may be repeated")
        ->allow_extra_args(false);
}

void addLibraryOption(CLI::App& command, std::string& file)
{
    command.add_option("--library", file, "File of the library of prompts; the person's own if not given");
}

void addStatisticsOption(CLI::App& command, bool& statistics)
{
    command.add_flag("!--no-statistics", statistics,
                     "Do not count the answers as tries of the library's prompts");
}

DeviceChoice deviceFor(const Invocation& invocation)
{
    DeviceChoice device = chooseDevice(invocation.device);
    device.precision = choosePrecision(invocation.precision, device.device);
    for (const std::string& warning : describeEnvironment(device).warnings)
        spdlog::warn("{}", warning);
    return device;
}

int runCommandLine(int argc, char** argv)
{
    logToStderr();
    CLI::App app;
    Invocation invocation;
    bool version = false;
    app.add_flag("--version", version, "Show versions, BLAS core, threads and device");
    addCommands(app, invocation);
    try {
        app.parse(argc, argv);
        if (version) {
            std::fputs(toText(describeEnvironment(chooseDevice("auto"))).c_str(), stdout);
            return 0;
        }
        if (!invocation.run)
            throw CLI::CallForHelp();
        invocation.run();
        return 0;
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() == 0)
            return app.exit(problem);
        spdlog::error("{}. Run {} --help for what it takes, with an example.", problem.what(), nameOf(app));
        return kWrongUsage;
    } catch (const UsageError& problem) {
        spdlog::error("{}", problem.what());
        return kWrongUsage;
    } catch (const std::exception& problem) {
        spdlog::error("{}", problem.what());
        return kFailed;
    }
}

} // namespace rw
