#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/current_config.h"
#include "core/engine/output_pipe.h"
#include "core/engine/session.h"

#include <spdlog/fmt/fmt.h>

namespace rw {

namespace {

struct VerifyAgainOptions
{
    std::string run;
    std::vector<std::string> verifiers;
    std::int64_t group = -1;
    bool overByHand = false;
};

void verifyAgain(const VerifyAgainOptions& options, const Invocation& invocation)
{
    RunLogGuard log(RunLogWriter::open(options.run));
    const RunLogReader reader(options.run);
    std::vector<VerifierSpec> verifiers;
    for (const std::string& text : options.verifiers)
        verifiers.push_back(verifierSpecFromString(text));
    if (verifiers.empty())
        verifiers = currentConfig(reader).verifiers;
    const protocol::VerifyAgainResult result =
        rw::verifyAgain(reader, {{options.group}, options.overByHand}, verifiers, log, {});
    if (invocation.json) {
        OutputPipe pipe;
        pipe.writeJson(toJson(result));
        return;
    }
    fmt::print(
        "{} answers judged again: {} verdicts stored, {} with another outcome; {} by hand left alone, {} "
        "errors.\n",
        result.answers, result.stored, result.changed, result.byHand, result.errors);
}

} // namespace

void addVerifyAgain(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<VerifyAgainOptions>();
    CLI::App* command = app.add_subcommand(
        "verify-again", "Judge a run's stored answers again; older verdicts stay beside the new");
    command->add_option("--run", options->run, "Run folder")->required();
    command->add_option("--group", options->group, "Only this group, by its id in the log")
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option("--verifier", options->verifiers,
                     "NAME or NAME:option=value,...; may be given several times (usual: those of the run)")
        ->allow_extra_args(false);
    command->add_flag("--over-by-hand", options->overByHand, "Also where a person's verdict stands");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer("Example:\n  rollout-engine verify-again --run my-run --verifier math");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { verifyAgain(*options, invocation); };
    });
}

} // namespace rw
