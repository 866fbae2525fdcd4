#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/output_pipe.h"
#include "core/prompts/prompt_files.h"
#include "core/protocol/rollout_json.h"
#include "core/verify/verifier.h"

#include <spdlog/fmt/fmt.h>

#include <fstream>
#include <optional>
#include <string>
#include <unordered_map>

namespace rw {

namespace {

struct VerifyOptions
{
    std::string prompts;
    std::string completions;
};

struct Completion
{
    std::string promptId;
    std::string text;
    FinishReason finish = FinishReason::Stop;
};

Completion parseCompletion(const std::string& line, const std::string& where)
{
    const Json json = parseJson(line, where);
    Completion completion;
    completion.promptId = jsonString(json, "prompt_id", where);
    completion.text = jsonString(json, "completion", where);
    completion.finish = finishReasonFromString(jsonString(json, "finish_reason", where, "stop"));
    return completion;
}

std::unordered_map<std::string, Prompt> promptsById(const std::string& source)
{
    std::unordered_map<std::string, Prompt> prompts;
    for (Prompt& prompt : loadPromptSource(source))
        prompts.emplace(prompt.id, std::move(prompt));
    return prompts;
}

void verify(const VerifyOptions& options, const Invocation& invocation)
{
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const auto prompts = promptsById(options.prompts);
    std::ifstream file(options.completions);
    if (!file)
        throw Error("Cannot open " + options.completions + ".", "Name a JSONL file of completions.");
    const auto verifier = makeFinalNumberVerifier();

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
        const Verdict verdict = verifier->verify(prompt->second, completion.text, completion.finish);
        Json json = toJson(verdict);
        json["prompt_id"] = completion.promptId;
        if (pipe)
            pipe->writeJson(json);
        else
            fmt::print("{}  {}  read {}, expected {} ({})\n", completion.promptId, toString(verdict.outcome),
                       verdict.extracted.value_or("nothing"), verdict.expected, verdict.rule);
    }
}

} // namespace

void addVerify(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<VerifyOptions>();
    CLI::App* command = app.add_subcommand("verify", "Judge completions that were written elsewhere");
    command
        ->add_option("--prompts", options->prompts, "JSONL with id, prompt, answer, category; or builtin:...")
        ->required();
    command
        ->add_option("--completions", options->completions,
                     "JSONL with prompt_id and completion, perhaps finish_reason")
        ->required();
    command->add_flag("--json", invocation.json, "Print one JSON object a completion, in order");
    command->footer(
        "Example:\n  rollout-engine verify --prompts prompts.jsonl --completions completions.jsonl --json");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { verify(*options, invocation); };
    });
}

} // namespace rw
