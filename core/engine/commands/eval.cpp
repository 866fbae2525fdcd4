#include "core/checking/installed_verifier.h"
#include "core/engine/commands/commands.h"
#include "core/engine/drawn_statistics.h"
#include "core/engine/environment.h"
#include "core/engine/evaluation.h"
#include "core/engine/progress_bar.h"
#include "core/engine/rollout_sampler.h"
#include "core/library/prompt_source.h"
#include "core/protocol/output_pipe.h"
#include "core/protocol/rollout_json.h"
#include "core/sets/set_settings.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace rw {

namespace {

struct EvalOptions
{
    std::string model;
    std::string prompts = "builtin:heldout";
    std::string library;
    std::size_t limit = 0;
    std::vector<std::string> verifiers;
    SamplingParams params;
    PromptFormat format;
    bool statistics = true;
};

constexpr std::size_t kPromptsAtOnce = 16;

std::vector<RolloutGroup> sampleAll(const EvalOptions& options, const std::vector<Prompt>& prompts,
                                    const RolloutSampler& sampler)
{
    std::optional<DrawnStatistics> statistics;
    if (options.statistics)
        statistics.emplace("eval", options.model, options.prompts, options.library);
    const std::atomic<bool> never = false;
    ProgressBar bar("eval", static_cast<double>(prompts.size()), "prompts");
    std::vector<RolloutGroup> groups;
    for (std::size_t first = 0; first < prompts.size(); first += kPromptsAtOnce) {
        const auto batch =
            std::span(prompts).subspan(first, std::min(kPromptsAtOnce, prompts.size() - first));
        auto answered = sampler.sample(batch, options.params, 0, {}, never);
        if (statistics)
            statistics->add(answered);
        std::move(answered.begin(), answered.end(), std::back_inserter(groups));
        bar.update(static_cast<double>(groups.size()));
    }
    return groups;
}

void printEvaluation(const Json& result)
{
    for (const auto& [key, value] : result.items()) {
        if (value.is_number())
            fmt::print("{:<16}{:.4g}\n", key, value.get<double>());
    }
    for (const char* part : {"categories", "styles"}) {
        if (!result.contains(part))
            continue;
        fmt::print("\n{}\n", part);
        for (const auto& [name, values] : result[part].items()) {
            fmt::print("  {:<14}", name);
            for (const auto& [key, value] : values.items()) {
                if (value.is_number())
                    fmt::print("  {} {:.3g}", key, value.get<double>());
            }
            fmt::print("\n");
        }
    }
}

void eval(const EvalOptions& options, const Invocation& invocation)
{
    validate(options.params);
    validate(options.format);
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const DeviceChoice device = deviceFor(invocation);
    LoadedPrompts loaded = loadPrompts(options.prompts, PromptUse::Evaluation, options.library);
    VerificationPool verification(
        makeInstalledVerifier(verifierSpecs(verifierTexts(options.verifiers, loaded.set))));
    std::vector<Prompt>& prompts = loaded.prompts;
    if (options.limit > 0 && prompts.size() > options.limit)
        prompts.resize(options.limit);
    LoadedModel model = loadModel(options.model, device.device);
    model.format = promptFormatOf(options.format, loaded.set);
    const auto generator = makeGenerator(model.transformer.config(), device.device, device.precision);
    generator->loadWeights(model.transformer);

    Json result = evaluate(sampleAll(options, prompts, RolloutSampler(model, *generator, verification)));
    if (!pipe) {
        printEvaluation(result);
        return;
    }
    result["model"] = options.model;
    result["source"] = options.prompts;
    result["samples"] = options.params.samples;
    result["temperature"] = options.params.temperature;
    result["seed"] = options.params.seed;
    result["prompt_format"] = toJson(model.format);
    result["environment"] = toJson(describeEnvironment(device));
    pipe->writeJson(result);
}

} // namespace

void addEval(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<EvalOptions>();
    CLI::App* command =
        app.add_subcommand("eval", "Measure pass@1, pass@k, length and ways of writing a solution");
    command->add_option("--model", options->model, "Model directory or GGUF file")->required();
    command->add_option("--prompts", options->prompts, kPromptSources)->capture_default_str();
    addLibraryOption(*command, options->library);
    command->add_option("--limit", options->limit, "Take only the first prompts; 0: all")
        ->capture_default_str();
    addStatisticsOption(*command, options->statistics);
    addVerifierOptions(*command, options->verifiers);
    addPromptFormatOptions(*command, options->format);
    addSamplingOptions(*command, options->params);
    command->add_option("--max-new-tokens", options->params.maxNewTokens, "Token limit of an answer")
        ->capture_default_str();
    addCommonOptions(*command, invocation);
    command->footer(std::string(kStatisticsHelp) +
                    "Example:\n  rollout-engine eval --model resources/models/imitation --prompts "
                    "builtin:heldout --samples 15 --seed 1");
    command->callback(
        [options, &invocation] { invocation.run = [options, &invocation] { eval(*options, invocation); }; });
}

} // namespace rw
