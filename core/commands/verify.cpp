#include "core/base/error.h"
#include "core/checking/installed_verifier.h"
#include "core/checking/ordered_verdicts.h"
#include "core/commands/commands.h"
#include "core/library/prompt_source.h"
#include "core/protocol/output_pipe.h"
#include "core/protocol/rollout_json.h"
#include "core/sets/set_settings.h"
#include "core/verify/verifier_catalogue.h"

#include <spdlog/fmt/fmt.h>

#include <fstream>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace rw {

namespace {

constexpr std::int64_t kMostTokens = std::int64_t{1} << 30U;

struct VerifyOptions
{
    std::string prompts;
    std::string library;
    std::string completions;
    std::vector<std::string> verifiers;
    bool list = false;
};

struct Completion
{
    std::string promptId;
    std::string text;
    FinishReason finish = FinishReason::Stop;
    int tokens = 0;
};

/// A line of somebody's file, or one that generate and export write.
Completion parseCompletion(const std::string& line, const std::string& where)
{
    const Json json = parseJson(line, where);
    const bool isOurs = !json.contains("completion") && json.contains("text");
    const auto ids = json.find("token_ids");
    const auto counted = ids != json.end() && ids->is_array() ? static_cast<std::int64_t>(ids->size()) : 0;
    Completion completion;
    completion.promptId = jsonString(json, "prompt_id", where);
    completion.text = jsonString(json, isOurs ? "text" : "completion", where);
    completion.finish = finishReasonFromString(jsonString(json, "finish_reason", where, "stop"));
    completion.tokens = static_cast<int>(jsonInteger(json, "tokens", where, 0, kMostTokens, counted));
    return completion;
}

std::unordered_map<std::string, Prompt> byId(std::vector<Prompt> prompts)
{
    std::unordered_map<std::string, Prompt> found;
    for (Prompt& prompt : prompts)
        found.emplace(prompt.id, std::move(prompt));
    return found;
}

std::string describe(const Verdict& verdict)
{
    std::string line = fmt::format("{}  read {}, expected {} ({})", toString(verdict.outcome),
                                   verdict.extracted.value_or("nothing"),
                                   verdict.expected.empty() ? "nothing" : verdict.expected,
                                   verdict.rule.empty() ? "no rule" : verdict.rule);
    for (const VerdictPart& part : verdict.parts)
        line += fmt::format("  {} {} x {}", part.name, part.score, part.weight);
    return verdict.message.empty() ? line : line + "  " + verdict.message;
}

void print(const std::string& promptId, const Verdict& verdict, OutputPipe* pipe)
{
    if (pipe == nullptr) {
        fmt::print("{}  {}\n", promptId, describe(verdict));
        return;
    }
    Json json = toJson(verdict);
    json["prompt_id"] = promptId;
    pipe->writeJson(json);
}

void verify(const VerifyOptions& options, const Invocation& invocation)
{
    if (options.list) {
        fmt::print("{}", verifierHelp());
        return;
    }
    if (options.prompts.empty() || options.completions.empty())
        throw UsageError("verify needs --prompts and --completions.", "Name both, or ask for --list.");
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    LoadedPrompts loaded = loadPrompts(options.prompts, PromptUse::All, options.library);
    const auto prompts = byId(std::move(loaded.prompts));
    std::ifstream file(options.completions);
    if (!file)
        throw Error("Cannot open " + options.completions + ".", "Name a JSONL file of completions.");
    VerificationPool verification(
        makeInstalledVerifier(verifierSpecs(verifierTexts(options.verifiers, loaded.set))));
    std::vector<std::string> promptIds;
    OrderedVerdicts verdicts(verification, [&](std::size_t number, const Verdict& verdict) {
        print(promptIds[number], verdict, pipe ? &*pipe : nullptr);
    });

    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
            continue;
        const std::string where = options.completions + " line " + std::to_string(number);
        const Completion completion = parseCompletion(line, where);
        const auto prompt = prompts.find(completion.promptId);
        if (prompt == prompts.end())
            throw Error(where + " names the prompt \"" + completion.promptId + "\", which " +
                        options.prompts + " does not have.");
        promptIds.push_back(completion.promptId);
        verdicts.submit(prompt->second, completion.text, completion.finish, completion.tokens);
    }
    verdicts.finish();
}

} // namespace

void addVerify(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", "Judge completions that were written elsewhere");
    command->add_option("--prompts", options->prompts, kPromptSources);
    addLibraryOption(*command, options->library);
    command->add_option("--completions", options->completions,
                        "JSONL with prompt_id and completion, perhaps finish_reason and tokens; or what "
                        "generate --json and export --answers write");
    addVerifierOptions(*command, options->verifiers);
    command->add_flag("--list", options->list, "List the verifiers there are with their options, and end");
    command->add_flag("--json", invocation.json, "Print one JSON object a completion, in order");
    command->footer(
        "Example:\n  rollout-engine verify --prompts prompts.jsonl --completions completions.jsonl --json\n"
        "  rollout-engine verify --prompts prompts.jsonl --completions completions.jsonl "
        "--verifier final-number --verifier format:tags=think-answer,weight=0.1");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { verify(*options, invocation); };
    });
}

} // namespace rw
