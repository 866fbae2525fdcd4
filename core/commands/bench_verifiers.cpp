#include "core/base/error.h"
#include "core/checking/installed_verifier.h"
#include "core/commands/bench_report.h"
#include "core/commands/commands.h"
#include "core/protocol/output_pipe.h"
#include "core/review/stored_review.h"

#include <spdlog/fmt/fmt.h>

namespace rw {

namespace {

struct BenchOptions
{
    std::string run;
    std::vector<std::string> verifiers;
    int last = 0;
};

void benchVerifiers(const BenchOptions& options, const Invocation& invocation)
{
    const protocol::BenchVerifiersParams params{.verifiers = verifierSpecs(options.verifiers),
                                                .answers = options.last};
    const RunLogReader log(options.run);
    if (invocation.json) {
        OutputPipe pipe;
        pipe.writeJson(benchReport(rw::benchVerifiers(log, params, makeInstalledVerifier)));
        return;
    }
    fmt::print("{}", benchText(rw::benchVerifiers(log, params, makeInstalledVerifier)));
}

} // namespace

void addBenchVerifiers(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = app.add_subcommand(
        "bench-verifiers", "Compare verifiers on a run's stored answers, and with a person's verdicts");
    command->add_option("--run", options->run, "Run folder")->required();
    command
        ->add_option(
            "--verifier", options->verifiers,
            "NAME or NAME:option=value,...; once for each verifier to compare (verify --list shows them)")
        ->allow_extra_args(false)
        ->required();
    command->add_option("--last", options->last, "Only the newest answers; 0: all, up to 200000")
        ->check(CLI::Range(0, 200'000))
        ->capture_default_str();
    command->add_flag("--json", invocation.json, "Print one JSON object, with the answers behind each cell");
    command->footer(
        "A false negative is an answer marked correct by hand that a verifier does not find correct; a\n"
        "false positive one marked wrong that it does. Rates have 95 % intervals (Wilson).\n\n"
        "Example:\n  rollout-engine bench-verifiers --run my-run --verifier final-number "
        "--verifier exact-text");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { benchVerifiers(*options, invocation); };
    });
}

} // namespace rw
