#include "core/review/verify_again.h"

#include "core/base/error.h"
#include "core/checking/installed_verifier.h"
#include "core/commands/commands.h"
#include "core/protocol/output_pipe.h"
#include "core/review/stored_review.h"
#include "core/sets/set_settings.h"
#include "core/verify/verdict_by_hand.h"

#include <spdlog/fmt/fmt.h>

namespace rw {

namespace {

struct VerifyAgainOptions
{
    std::string run;
    std::string library;
    std::vector<std::string> verifiers;
    std::int64_t group = -1;
    std::int64_t answer = -1;
    bool overByHand = false;
    bool dryRun = false;
    int last = protocol::PreviewVerifiersParams{}.answers;
};

std::string outcomeOf(const std::optional<Verdict>& verdict)
{
    return verdict ? std::string(toString(verdict->outcome)) : "none";
}

/// What the answers would get, an answer a line; nothing is stored.
void preview(const RunLogReader& reader, const VerifyAgainOptions& options,
             std::vector<VerifierSpec> verifiers, bool json)
{
    const protocol::PreviewVerifiersResult shown =
        previewVerifiers(reader, {std::move(verifiers), {options.group}, {options.answer}, options.last},
                         makeInstalledVerifier);
    if (json) {
        OutputPipe pipe;
        const Json shownJson = toJson(shown);
        for (const Json& answer : shownJson.at("answers"))
            pipe.writeJson(answer);
        return;
    }
    for (const protocol::PreviewedAnswer& answer : shown.answers)
        fmt::print("answer {}, number {} of group {}: {} -> {}{}\n", answer.rollout.value, answer.index + 1,
                   answer.group.value, outcomeOf(answer.before), outcomeOf(answer.after),
                   answer.before && isByHand(*answer.before) ? " (by hand)" : "");
}

std::vector<VerifierSpec> verifiersFor(const VerifyAgainOptions& options, const RunLogReader& reader)
{
    return options.verifiers.empty() ? configFollowingSet(reader, options.library).verifiers
                                     : verifierSpecs(options.verifiers);
}

void verifyAgain(const VerifyAgainOptions& options, const Invocation& invocation)
{
    if (options.dryRun) {
        const RunLogReader reader(options.run);
        preview(reader, options, verifiersFor(options, reader), invocation.json);
        return;
    }
    RunLogGuard log(RunLogWriter::open(options.run));
    const RunLogReader reader(options.run);
    const std::vector<VerifierSpec> verifiers = verifiersFor(options, reader);
    LibraryAccess library(options.library);
    AttemptRecorder attempts(library, options.run);
    const protocol::VerifyAgainResult result = rw::verifyAgain(
        reader, {{options.group}, {options.answer}, options.overByHand}, verifiers, log, attempts, {});
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
    auto* group = command->add_option("--group", options->group, "Only this group, by its id in the log")
                      ->check(CLI::NonNegativeNumber);
    command
        ->add_option("--answer", options->answer,
                     "Only this answer, by its id in the log (\"rollout\" of export --answers)")
        ->check(CLI::NonNegativeNumber)
        ->excludes(group);
    command
        ->add_option("--verifier", options->verifiers,
                     "NAME or NAME:option=value,...; may be given several times (usual: those of the run)")
        ->allow_extra_args(false);
    command->add_flag("--over-by-hand", options->overByHand, "Also where a person's verdict stands");
    command->add_flag("--dry-run", options->dryRun,
                      "Store nothing: show what each answer would get, beside what it has");
    command->add_option("--last", options->last, "With --dry-run alone: how many of the newest answers")
        ->check(CLI::Range(1, 500))
        ->capture_default_str();
    addLibraryOption(*command, options->library);
    command->add_flag("--json", invocation.json, "Print one JSON object; with --dry-run one an answer");
    command->footer("Examples:\n  rollout-engine verify-again --run my-run --verifier math --dry-run\n"
                    "  rollout-engine verify-again --run my-run --verifier math\n"
                    "  rollout-engine verify-again --run my-run --answer 17");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { verifyAgain(*options, invocation); };
    });
}

} // namespace rw
