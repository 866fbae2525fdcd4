#include "core/base/error.h"
#include "core/checking/installed_verifier.h"
#include "core/engine/answer_text.h"
#include "core/engine/commands/commands.h"
#include "core/engine/drawn_statistics.h"
#include "core/engine/rollout_sampler.h"
#include "core/library/prompt_source.h"
#include "core/protocol/output_pipe.h"
#include "core/protocol/rollout_json.h"
#include "core/sets/set_settings.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <optional>

namespace rw {

namespace {

struct GenerateOptions
{
    std::string model;
    std::string prompt;
    std::string answer;
    std::string prompts;
    std::string library;
    std::vector<std::string> verifiers;
    SamplingParams params;
    PromptFormat format;
    bool statistics = true;
};

/// Prompts answered in one batch: enough to fill the matrix products, few enough that answers come soon.
constexpr std::size_t kPromptsAtOnce = 8;

LoadedPrompts promptsOf(const GenerateOptions& options)
{
    if (!options.prompts.empty())
        return loadPrompts(options.prompts, PromptUse::All, options.library);
    if (options.prompt.find_first_not_of(" \t\r\n") == std::string::npos)
        throw UsageError("--prompt is empty.", "Ask something.");
    LoadedPrompts loaded;
    Prompt& prompt = loaded.prompts.emplace_back();
    prompt.id = "prompt";
    prompt.text = options.prompt;
    prompt.answer = options.answer;
    return loaded;
}

Json answerJson(const Prompt& prompt, const Rollout& rollout)
{
    Json ids = Json::array();
    Json logprobs = Json::array();
    for (const TokenTrace& token : rollout.tokens) {
        ids.push_back(token.token);
        logprobs.push_back(token.logprob);
    }
    Json json{{"prompt_id", prompt.id}, {"index", rollout.index},
              {"text", rollout.text},   {"token_ids", ids},
              {"logprobs", logprobs},   {"finish_reason", toString(rollout.finish)}};
    const bool isJudged = rollout.verdict && rollout.verdict->outcome != Outcome::Undecided;
    if (isJudged || (rollout.verdict && !prompt.answer.empty()))
        json.update(toJson(*rollout.verdict));
    return json;
}

/// Where there are several prompts their answers come all at once, under the question.
void printAnswers(const RolloutGroup& group)
{
    fmt::print("\n{}  {}\n", group.prompt.id, group.prompt.text);
    for (const Rollout& rollout : group.rollouts)
        printAnswer(rollout);
}

void generate(const GenerateOptions& options, const Invocation& invocation)
{
    validate(options.params);
    validate(options.format);
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const DeviceChoice device = deviceFor(invocation);
    const LoadedPrompts loaded = promptsOf(options);
    const std::vector<Prompt>& prompts = loaded.prompts;
    VerificationPool verification(
        makeInstalledVerifier(verifierSpecs(verifierTexts(options.verifiers, loaded.set))));
    LoadedModel model = loadModel(options.model, device.device);
    model.format = promptFormatOf(options.format, loaded.set);
    const auto generator = makeGenerator(model.transformer.config(), device.device, device.precision);
    generator->loadWeights(model.transformer);
    const RolloutSampler sampler(model, *generator, verification);
    const std::atomic<bool> never = false;
    std::optional<DrawnStatistics> statistics;
    if (options.statistics)
        statistics.emplace("generate", options.model, options.prompts, options.library);

    for (std::size_t first = 0; first < prompts.size(); first += kPromptsAtOnce) {
        const auto batch =
            std::span(prompts).subspan(first, std::min(kPromptsAtOnce, prompts.size() - first));
        SamplingObserver observer;
        observer.finished = [&](std::size_t group, const Rollout& rollout) {
            if (pipe)
                pipe->writeJson(answerJson(batch[group], rollout));
            else if (prompts.size() == 1)
                printAnswer(rollout);
        };
        auto groups = sampler.sample(batch, options.params, 0, observer, never);
        if (statistics)
            statistics->add(groups);
        if (!pipe) {
            for (const RolloutGroup& group : groups) {
                if (prompts.size() > 1)
                    printAnswers(group);
                printGroupSummary(group);
            }
        }
    }
}

} // namespace

void addGenerate(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<GenerateOptions>();
    CLI::App* command =
        app.add_subcommand("generate", "Answer prompts many times in parallel and verify each answer");
    command->add_option("--model", options->model, "Model directory or GGUF file")->required();
    auto* source = command->add_option_group("prompt");
    source->add_option("--prompt", options->prompt, "The question");
    source->add_option("--prompts", options->prompts, kPromptSources);
    source->require_option(1);
    command->add_option("--answer", options->answer, "Expected answer of --prompt");
    addLibraryOption(*command, options->library);
    addStatisticsOption(*command, options->statistics);
    addVerifierOptions(*command, options->verifiers);
    addPromptFormatOptions(*command, options->format);
    addSamplingOptions(*command, options->params);
    command->add_option("--top-k", options->params.topK, "0: off")->capture_default_str();
    command->add_option("--top-p", options->params.topP, "1: off")->capture_default_str();
    command->add_option("--min-p", options->params.minP, "0: off")->capture_default_str();
    command->add_option("--max-new-tokens", options->params.maxNewTokens, "Token limit of an answer")
        ->capture_default_str();
    addCommonOptions(*command, invocation);
    command->footer(std::string(kStatisticsHelp) +
                    "Example:\n  rollout-engine generate --model resources/models/imitation --prompt \"A car "
                    "drives 3 hours "
                    "at 60 km per hour. How far does it go?\" --answer 180 --samples 15 --seed 1");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { generate(*options, invocation); };
    });
}

} // namespace rw
