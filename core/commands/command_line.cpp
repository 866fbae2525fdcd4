#include "core/commands/command_line.h"

#include "core/base/error.h"
#include "core/commands/commands.h"
#include "core/commands/torch_program.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

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

/// The program and the command that was named, for messages.
std::string nameOf(const CLI::App& app)
{
    std::string name = app.get_name();
    for (const CLI::App* command : app.get_subcommands())
        name += " " + command->get_name();
    return name;
}

bool hasCommand(CLI::App& app, const std::string& name)
{
    return !app.get_subcommands([&](CLI::App* command) { return command->check_name(name); }).empty();
}

} // namespace

std::unique_ptr<CLI::App> engineApp()
{
    logToStderr();
    auto app = std::make_unique<CLI::App>();
    app->name("rollout-engine");
    app->description("Samples, verifies and trains language models. The engine behind Rollout Workbench.");
    app->require_subcommand(0, 1);
    app->fallthrough(false);
    return app;
}

void addLightCommands(CLI::App& app, Invocation& invocation)
{
    addVerify(app, invocation);
    addVerifyAgain(app, invocation);
    addBenchVerifiers(app, invocation);
    addInspect(app, invocation);
    addChatTemplate(app, invocation);
    addPrompts(app, invocation);
    addTokenize(app, invocation);
    addDetokenize(app, invocation);
}

int runCommandLine(CLI::App& app, Invocation& invocation, int argc, char** argv)
{
    try {
        app.parse(argc, argv);
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

int runLightCommandLine(int argc, char** argv)
{
    const std::unique_ptr<CLI::App> app = engineApp();
    Invocation invocation;
    addLightCommands(*app, invocation);
    if (argc > 1 && hasCommand(*app, argv[1]))
        return runCommandLine(*app, invocation, argc, argv);
    try {
        becomeTorchProgram(argv);
    } catch (const Error& problem) {
        spdlog::error("{}", problem.what());
        return kFailed;
    }
}

} // namespace rw
