#include "core/engine/command_line.h"

#include "core/commands/command_line.h"
#include "core/commands/commands.h"
#include "core/engine/commands/commands.h"
#include "core/engine/environment.h"

#include <spdlog/spdlog.h>

#include <cstdio>

namespace rw {

namespace {

void addCommands(CLI::App& app, Invocation& invocation)
{
    addServe(app, invocation);
    addGenerate(app, invocation);
    addTrain(app, invocation);
    addPretrain(app, invocation);
    addSft(app, invocation);
    addEval(app, invocation);
    addScore(app, invocation);
    addExport(app, invocation);
    addBench(app, invocation);
    addLightCommands(app, invocation);
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

void addVersion(CLI::App& app, Invocation& invocation)
{
    app.add_flag_callback(
        "--version",
        [&invocation] {
            invocation.run = [] {
                std::fputs(toText(describeEnvironment(chooseDevice("auto"))).c_str(), stdout);
            };
        },
        "Show versions, BLAS core, threads and device");
}

} // namespace

DeviceChoice deviceFor(const Invocation& invocation)
{
    DeviceChoice device = chooseDevice(invocation.device);
    device.precision = choosePrecision(invocation.precision, device.device);
    for (const std::string& warning : describeEnvironment(device).warnings)
        spdlog::warn("{}", warning);
    return device;
}

int runEngineCommandLine(int argc, char** argv)
{
    const std::unique_ptr<CLI::App> app = engineApp();
    Invocation invocation;
    addVersion(*app, invocation);
    addCommands(*app, invocation);
    return runCommandLine(*app, invocation, argc, argv);
}

} // namespace rw
