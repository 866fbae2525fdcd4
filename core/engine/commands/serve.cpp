#include "core/engine/commands/commands.h"
#include "core/engine/environment.h"
#include "core/engine/server.h"
#include "core/protocol/output_pipe.h"

#include <unistd.h>

namespace rw {

void addServe(CLI::App& app, Invocation& invocation)
{
    CLI::App* command = app.add_subcommand(
        "serve",
        "Serve a window: JSON-RPC 2.0, one object a line, on stdin and stdout; the log goes to stderr");
    addCommonOptions(*command, invocation);
    command->footer(
        "Example:\n  echo '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"shutdown\"}' | rollout-engine serve");
    command->callback([&invocation] {
        invocation.run = [&invocation] {
            OutputPipe pipe;
            const DeviceChoice device = deviceFor(invocation);
            Server server(pipe, device, describeEnvironment(device), STDIN_FILENO);
            server.run();
        };
    });
}

} // namespace rw
