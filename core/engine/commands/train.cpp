#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/environment.h"
#include "core/engine/progress_bar.h"
#include "core/engine/session.h"
#include "core/engine/stop_signals.h"
#include "core/protocol/output_pipe.h"
#include "core/runlog/run_log_reader.h"
#include "core/sets/run_source.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <cmath>
#include <filesystem>
#include <optional>

namespace rw {

namespace {

struct TrainOptions
{
    protocol::OpenRunParams run;
    int steps = 100;
    bool resume = false;
    std::string objective{toString(TrainingConfig{}.objective)};
    std::string lossType{toString(TrainingConfig{}.lossType)};
    std::string scaleRewards{toString(TrainingConfig{}.scaleRewards)};
    std::string loraTargets{toString(allLoraTargets())};
    TrainingConfig config; ///< what the other flags are parsed into
    std::optional<float> epsilon;
    std::optional<float> epsilonHigh;
    std::vector<std::string> verifiers;
};

/// Prints each committed step: a JSON line, or a line for people under a progress bar.
class StepPrinter : public SessionObserver
{
public:
    StepPrinter(OutputPipe* pipe, int first, int total)
        : m_pipe(pipe)
        , m_first(first)
        , m_bar("train", total - first, "steps")
    {
    }

    void trainProgress(const protocol::TrainProgress& progress) override
    {
        m_bar.update(progress.step - 1 - m_first, progress.phase);
    }

    void stepCommitted(const protocol::StepCommitted& committed) override
    {
        if (m_pipe != nullptr) {
            Json json{{"step", committed.step}};
            for (const auto& [key, value] : committed.metrics)
                json[key] = std::isfinite(value) ? Json(value) : Json(nullptr);
            m_pipe->writeJson(json);
            return;
        }
        const auto metric = [&](const char* key) {
            const auto found = committed.metrics.find(key);
            return found == committed.metrics.end() ? std::nan("") : found->second;
        };
        const double heldOut = metric("eval_pass@1");
        fmt::print("step {:>4}  reward {:.3f}  length {:>5.1f}  entropy {:.3f}  kl {:.4f}  {:.2f} s{}\n",
                   committed.step, metric("reward"), metric("completions/mean_length"), metric("entropy"),
                   metric("kl"), committed.seconds,
                   std::isnan(heldOut) ? "" : fmt::format("  held out {:.2f}", heldOut));
        std::fflush(stdout);
    }

private:
    OutputPipe* m_pipe;
    int m_first;
    ProgressBar m_bar;
};

/// A flag and the setting that it stands for.
struct ConfigFlag
{
    const char* name;
    void (*copy)(const TrainingConfig& from, TrainingConfig& to);
};

constexpr ConfigFlag kConfigFlags[] = {
    {"--verifier", [](const TrainingConfig& from, TrainingConfig& to) { to.verifiers = from.verifiers; }},
    {"--epsilon",
     [](const TrainingConfig& from, TrainingConfig& to) {
         to.epsilonLow = from.epsilonLow;
         to.epsilonHigh = from.epsilonHigh;
     }},
    {"--objective", [](const TrainingConfig& from, TrainingConfig& to) { to.objective = from.objective; }},
    {"--loss-type", [](const TrainingConfig& from, TrainingConfig& to) { to.lossType = from.lossType; }},
    {"--scale-rewards",
     [](const TrainingConfig& from, TrainingConfig& to) { to.scaleRewards = from.scaleRewards; }},
    {"--beta", [](const TrainingConfig& from, TrainingConfig& to) { to.beta = from.beta; }},
    {"--epsilon-high",
     [](const TrainingConfig& from, TrainingConfig& to) { to.epsilonHigh = from.epsilonHigh; }},
    {"--learning-rate",
     [](const TrainingConfig& from, TrainingConfig& to) { to.learningRate = from.learningRate; }},
    {"--prompts-per-step",
     [](const TrainingConfig& from, TrainingConfig& to) { to.promptsPerStep = from.promptsPerStep; }},
    {"--samples",
     [](const TrainingConfig& from, TrainingConfig& to) { to.sampling.samples = from.sampling.samples; }},
    {"--max-new-tokens", [](const TrainingConfig& from,
                            TrainingConfig& to) { to.sampling.maxNewTokens = from.sampling.maxNewTokens; }},
    {"--temperature", [](const TrainingConfig& from,
                         TrainingConfig& to) { to.sampling.temperature = from.sampling.temperature; }},
    {"--checkpoint-every",
     [](const TrainingConfig& from, TrainingConfig& to) { to.checkpointEvery = from.checkpointEvery; }},
    {"--system", [](const TrainingConfig& from,
                    TrainingConfig& to) { to.promptFormat.system = from.promptFormat.system; }},
    {"--instruction",
     [](const TrainingConfig& from, TrainingConfig& to) {
         to.promptFormat.instruction = from.promptFormat.instruction;
     }},
    {"--raw",
     [](const TrainingConfig& from, TrainingConfig& to) { to.promptFormat.raw = from.promptFormat.raw; }},
    {"--template-variable",
     [](const TrainingConfig& from, TrainingConfig& to) {
         to.promptFormat.templateVariables = from.promptFormat.templateVariables;
     }},
    {"--lora-rank", [](const TrainingConfig& from, TrainingConfig& to) { to.lora.rank = from.lora.rank; }},
    {"--lora-alpha", [](const TrainingConfig& from, TrainingConfig& to) { to.lora.alpha = from.lora.alpha; }},
    {"--lora-targets",
     [](const TrainingConfig& from, TrainingConfig& to) { to.lora.targets = from.lora.targets; }},
    {"--eval-every", [](const TrainingConfig& from, TrainingConfig& to) { to.evalEvery = from.evalEvery; }},
};

/// `config` with what the command line says over it.
TrainingConfig withOptions(TrainingConfig config, const TrainOptions& options, const CLI::App& command)
{
    TrainingConfig said = options.config;
    said.verifiers = verifierSpecs(options.verifiers);
    said.objective = objectiveFromString(options.objective);
    said.lossType = lossTypeFromString(options.lossType);
    said.scaleRewards = scaleRewardsFromString(options.scaleRewards);
    said.lora.targets = loraTargetsFromString(options.loraTargets);
    said.epsilonLow = options.epsilon.value_or(config.epsilonLow);
    said.epsilonHigh = options.epsilonHigh.value_or(said.epsilonLow);
    for (const ConfigFlag& flag : kConfigFlags) {
        if (command.get_option(flag.name)->count() > 0)
            flag.copy(said, config);
    }
    validate(config);
    return config;
}

/// A resumed run keeps the start that it was made with.
void warnOfIgnoredOptions(const TrainOptions& options, const CLI::App& command)
{
    const RunLogReader log(options.run.directory);
    const RunRecord record = log.run();
    const std::string prompts = promptSourceOf(log, options.run.library);
    const auto given = [&](const char* flag) { return command.get_option(flag)->count() > 0; };
    const auto model = std::filesystem::weakly_canonical(options.run.model).string();
    if (given("--model") && model != record.startModel)
        spdlog::warn("--model is ignored: the run began with {}.", record.startModel);
    if (given("--prompts") && options.run.prompts != prompts)
        spdlog::warn("--prompts is ignored: the run takes {}.", prompts);
    if (given("--seed") && options.run.seed != record.seed)
        spdlog::warn("--seed is ignored: the run has seed {}.", record.seed);
}

void train(TrainOptions options, const CLI::App& command, const Invocation& invocation)
{
    if (options.steps < 1)
        throw UsageError("--steps must be at least 1.");
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    options.run.config = withOptions({}, options, command);
    options.run.create = !options.resume;
    options.run.directory = std::filesystem::absolute(options.run.directory).lexically_normal().string();
    if (!options.resume && options.run.model.empty())
        throw UsageError("A new run needs --model.", "Name the directory of the starting weights.");

    const StopSignals signals;
    const DeviceChoice device = deviceFor(invocation);
    if (options.resume)
        warnOfIgnoredOptions(options, command);
    Session session(options.run, device, describeEnvironment(device));
    if (options.resume)
        session.configure(withOptions(session.config(), options, command));
    const int missing = options.steps - session.step();
    if (missing <= 0) {
        spdlog::warn("Nothing to do: the run has {} steps, and --steps counts those in.", session.step());
        return;
    }
    StepPrinter printer(pipe ? &*pipe : nullptr, session.step(), options.steps);
    session.train(missing, printer, signals.stopped());
    if (signals.stopped())
        spdlog::info("Stopped after step {}. Go on with --resume.", session.step());
}

} // namespace

void addTrain(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<TrainOptions>();
    TrainingConfig& config = options->config;
    CLI::App* command =
        app.add_subcommand("train", "Train by reinforcement: answers, verdicts, steps, all in a run folder");
    command->add_option("--model", options->run.model,
                        "Model directory or GGUF file to start from; a new run needs it");
    command->add_option("--prompts", options->run.prompts, kPromptSources)->capture_default_str();
    addLibraryOption(*command, options->run.library);
    command->add_option("--run", options->run.directory, "The run folder; its log is run.db")->required();
    command->add_option("--steps", options->steps, "Steps in all, those before a resume counted in")
        ->capture_default_str();
    command->add_flag("--resume", options->resume, "Go on with the run that is there");
    command->add_option("--seed", options->run.seed, "Seed of the run")
        ->check(seedCheck())
        ->capture_default_str();
    command->add_option("--objective", options->objective, "grpo or best_answer")->capture_default_str();
    command->add_option("--loss-type", options->lossType, "grpo, bnpo, dr_grpo or dapo")
        ->capture_default_str();
    command->add_option("--beta", config.beta, "Weight of the KL to the starting weights")
        ->capture_default_str();
    command->add_option("--scale-rewards", options->scaleRewards, "group, batch or none")
        ->capture_default_str();
    command->add_option("--epsilon", options->epsilon, "Clip range, low and high; 0.2 if not given");
    command->add_option("--epsilon-high", options->epsilonHigh, "Upper end of the clip range alone");
    command->add_option("--learning-rate", config.learningRate, "Peak learning rate")->capture_default_str();
    command->add_option("--prompts-per-step", config.promptsPerStep, "Groups a step trains on")
        ->capture_default_str();
    command->add_option("--samples", config.sampling.samples, "Answers to each prompt")
        ->capture_default_str();
    command->add_option("--max-new-tokens", config.sampling.maxNewTokens, "Token limit of an answer")
        ->capture_default_str();
    command->add_option("--temperature", config.sampling.temperature, "Temperature of the draws")
        ->capture_default_str();
    command
        ->add_option("--checkpoint-every", config.checkpointEvery,
                     "Steps between checkpoints; 0: 1 for small models, 10 for large ones")
        ->capture_default_str();
    command
        ->add_option("--lora-rank", config.lora.rank,
                     "Train an adapter of this rank (LoRA) and leave the weights as they are; 0: train them")
        ->capture_default_str();
    command->add_option("--lora-alpha", config.lora.alpha, "The adapter is scaled by this over its rank")
        ->capture_default_str();
    command->add_option("--lora-targets", options->loraTargets, "Projections with an adapter")
        ->capture_default_str();
    command
        ->add_option("--eval-every", config.evalEvery,
                     "Steps between evaluations on held-out prompts (of builtin:train); 0: never")
        ->capture_default_str();
    addVerifierOptions(*command, options->verifiers);
    addPromptFormatOptions(*command, config.promptFormat);
    addCommonOptions(*command, invocation);
    command->footer("Example:\n  rollout-engine train --model resources/models/imitation --prompts "
                    "builtin:train --steps 100 --run my-run\n"
                    "  rollout-engine train --run my-run --steps 200 --resume");
    command->callback([options, command, &invocation] {
        invocation.run = [options, command, &invocation] { train(*options, *command, invocation); };
    });
}

} // namespace rw
