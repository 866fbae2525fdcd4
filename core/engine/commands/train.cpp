#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/output_pipe.h"
#include "core/engine/progress_bar.h"
#include "core/engine/session.h"
#include "core/engine/stop_signals.h"

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
    TrainingConfig config;
    std::optional<float> epsilon;
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

/// What the command line says over what the run was started with.
void applyOptions(const TrainOptions& options, TrainingConfig& config)
{
    config.objective = objectiveFromString(options.objective);
    config.lossType = lossTypeFromString(options.lossType);
    if (options.epsilon) {
        config.epsilonLow = *options.epsilon;
        config.epsilonHigh = *options.epsilon;
    }
}

void train(TrainOptions options, const CLI::App& command, const Invocation& invocation)
{
    if (options.steps < 1)
        throw UsageError("--steps must be at least 1.");
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    applyOptions(options, options.config);
    options.run.config = options.config;
    options.run.create = !options.resume;
    options.run.directory = std::filesystem::absolute(options.run.directory).lexically_normal().string();
    if (!options.resume && options.run.model.empty())
        throw UsageError("A new run needs --model.", "Name the directory of the starting weights.");

    const StopSignals signals;
    const DeviceChoice device = deviceFor(invocation);
    Session session(options.run, device, describeEnvironment(device));
    if (options.resume) {
        for (const char* flag :
             {"--objective", "--loss-type", "--beta", "--epsilon", "--learning-rate", "--prompts-per-step",
              "--samples", "--max-new-tokens", "--temperature", "--checkpoint-every"}) {
            if (command.get_option(flag)->count() > 0) {
                session.configure(options.config);
                break;
            }
        }
    }
    StepPrinter printer(pipe ? &*pipe : nullptr, session.step(), options.steps);
    session.train(options.steps - session.step(), printer, signals.stopped());
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
                        "Directory of the starting weights; a new run needs it");
    command->add_option("--prompts", options->run.prompts, "A file of prompts, or builtin:train")
        ->capture_default_str();
    command->add_option("--run", options->run.directory, "The run folder; its log is run.db")->required();
    command->add_option("--steps", options->steps, "Steps in all, those before a resume counted in")
        ->capture_default_str();
    command->add_flag("--resume", options->resume, "Go on with the run that is there");
    command->add_option("--seed", options->run.seed, "Seed of the run")->capture_default_str();
    command->add_option("--objective", options->objective, "grpo or best_answer")->capture_default_str();
    command->add_option("--loss-type", options->lossType, "grpo, bnpo, dr_grpo or dapo")
        ->capture_default_str();
    command->add_option("--beta", config.beta, "Weight of the KL to the starting weights")
        ->capture_default_str();
    command->add_option("--epsilon", options->epsilon, "Clip range, low and high");
    command->add_option("--learning-rate", config.learningRate, "Peak learning rate")->capture_default_str();
    command->add_option("--prompts-per-step", config.promptsPerStep, "Groups a step trains on")
        ->capture_default_str();
    command->add_option("--samples", config.sampling.samples, "Answers to each prompt")
        ->capture_default_str();
    command->add_option("--max-new-tokens", config.sampling.maxNewTokens, "Token limit of an answer")
        ->capture_default_str();
    command->add_option("--temperature", config.sampling.temperature, "Temperature of the draws")
        ->capture_default_str();
    command->add_option("--checkpoint-every", config.checkpointEvery, "Steps between checkpoints")
        ->capture_default_str();
    addCommonOptions(*command, invocation);
    command->footer("Example:\n  rollout-engine train --model resources/models/imitation --prompts "
                    "builtin:train --steps 100 --run my-run\n"
                    "  rollout-engine train --run my-run --steps 200 --resume");
    command->callback([options, command, &invocation] {
        invocation.run = [options, command, &invocation] { train(*options, *command, invocation); };
    });
}

} // namespace rw
