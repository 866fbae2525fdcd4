#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/engine/commands/commands.h"
#include "core/engine/environment.h"
#include "core/engine/memory.h"
#include "core/engine/rollout_sampler.h"
#include "core/policy/hardware.h"
#include "core/protocol/output_pipe.h"
#include "core/training/trainer.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <chrono>
#include <optional>

namespace rw {

namespace {

using Clock = std::chrono::steady_clock;

struct BenchOptions
{
    std::string model;
    int samples = 15;
    int promptTokens = 62;
    int newTokens = 128;
    int promptsPerStep = TrainingConfig{}.promptsPerStep;
    int repeats = 3;
    bool decodeOnly = false;
};

double seconds(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// A prompt of random ordinary tokens, and no stop token among those drawn: every answer has the same length.
GenerationRequest benchRequest(const BenchOptions& options, const LoadedModel& model)
{
    GenerationRequest request;
    Rng rng(1);
    const int vocabulary = model.transformer.config().vocabSize;
    for (int i = 0; i < options.promptTokens; ++i)
        request.promptTokens.push_back(rng.between(vocabulary / 4, vocabulary - 1));
    request.params.samples = options.samples;
    request.params.maxNewTokens = options.newTokens;
    request.stopsAtStopIds = false;
    return request;
}

struct DecodeFigures
{
    double tokensPerSecond = 0.0;
    double prefillSeconds = 0.0;
};

/// Best of several runs. Decoding begins with the second token: the first comes out of the prefill.
DecodeFigures measureDecode(const GenerationRequest& request, Generator& generator, int repeats)
{
    DecodeFigures best;
    const std::atomic<bool> never = false;
    for (int i = 0; i < repeats; ++i) {
        const auto begin = Clock::now();
        std::optional<Clock::time_point> first;
        double prefill = 0.0;
        std::size_t decoded = 0;
        const auto observer = [&](std::span<const DrawnToken> drawn) {
            if (!first) {
                first = Clock::now();
                prefill = seconds(begin);
            } else {
                decoded += drawn.size();
            }
        };
        static_cast<void>(generator.generate(std::span(&request, 1), observer, never));
        const double rate = first ? static_cast<double>(decoded) / std::max(1e-9, seconds(*first)) : 0.0;
        if (rate > best.tokensPerSecond)
            best = {rate, prefill};
    }
    return best;
}

/// One optimizer step on groups of the size asked for.
double measureTrainStep(const GenerationRequest& request, Generator& generator, LoadedModel& model,
                        const BenchOptions& options)
{
    const std::atomic<bool> never = false;
    const auto answers = generator.generate(std::span(&request, 1), {}, never);
    RolloutGroup group;
    group.promptTokens = request.promptTokens;
    group.params = request.params;
    for (const GeneratedAnswer& answer : answers.front()) {
        Rollout rollout;
        rollout.index = static_cast<int>(group.rollouts.size());
        rollout.tokens = answer.tokens;
        rollout.finish = FinishReason::Stop;
        rollout.verdict.emplace().outcome = rollout.index % 3 == 0 ? Outcome::Correct : Outcome::Wrong;
        group.rollouts.push_back(std::move(rollout));
    }
    TrainingConfig config;
    config.learningRate = 1e-9F; // the work of a step without moving the weights
    config.promptsPerStep = options.promptsPerStep;
    std::vector<RolloutGroup> groups(static_cast<std::size_t>(config.promptsPerStep), group);
    Trainer trainer(model.transformer, model.transformer, config);
    double best = 1e30;
    for (int i = 0; i < options.repeats; ++i) {
        const auto begin = Clock::now();
        trainer.train(groups);
        best = std::min(best, seconds(begin));
    }
    return best;
}

/// Multiply-adds count two. Attention's own products are left out: they are small at these lengths.
double decodeGflops(const LoadedModel& model, double tokensPerSecond)
{
    return 2e-9 * static_cast<double>(model.transformer.parameterCount()) * tokensPerSecond;
}

Json measure(const BenchOptions& options, const DeviceChoice& device)
{
    const auto begin = Clock::now();
    LoadedModel model = loadModel(options.model, device.device);
    const int context = model.transformer.config().maxPositions;
    if (options.promptTokens + options.newTokens > context)
        throw UsageError("--prompt-tokens and --new-tokens make " +
                             std::to_string(options.promptTokens + options.newTokens) +
                             ", and the model's context holds " + std::to_string(context) + ".",
                         "Choose fewer.");
    const auto generator = makeGenerator(model.transformer.config(), device.device, device.precision);
    generator->loadWeights(model.transformer);
    const double loadSeconds = seconds(begin); // tokenizer and weights read, weights packed for decoding
    const GenerationRequest request = benchRequest(options, model);
    const DecodeFigures decode = measureDecode(request, *generator, options.repeats);
    const auto parameters = static_cast<double>(model.transformer.parameterCount());
    const double weightBytes = 4.0 * parameters;
    const HardwareLimits limits = measureHardwareLimits(static_cast<std::size_t>(weightBytes));
    const double gemmShare = decodeGflops(model, decode.tokensPerSecond) / limits.gemmGflops;
    const double stepsPerSecond = decode.tokensPerSecond / options.samples;
    const double memoryShare = 1e-9 * weightBytes * stepsPerSecond / limits.memoryGigabytesPerSecond;
    Json figures{{"load_seconds", loadSeconds},
                 {"decode_tokens_per_second", decode.tokensPerSecond},
                 {"prefill_seconds", decode.prefillSeconds},
                 {"gemm_gflops", limits.gemmGflops},
                 {"memory_gigabytes_per_second", limits.memoryGigabytesPerSecond},
                 {"decode_share_of_gemm", gemmShare},
                 {"decode_share_of_memory", memoryShare},
                 {"parameters", model.transformer.parameterCount()},
                 {"samples", options.samples},
                 {"prompt_tokens", options.promptTokens},
                 {"new_tokens", options.newTokens},
                 {"environment", toJson(describeEnvironment(device))}};
    if (!options.decodeOnly) {
        const double step = measureTrainStep(request, *generator, model, options);
        const double groups = options.promptsPerStep;
        const double trainedTokens =
            groups * (options.promptTokens + static_cast<double>(options.samples) * options.newTokens);
        // Forward and backward of the policy are six operations a parameter and token, the reference's
        // forward two.
        const double trainGflops = 8e-9 * parameters * trainedTokens / step;
        figures["train_step_seconds"] = step;
        figures["train_share_of_gemm"] = trainGflops / limits.gemmGflops;
        // What AdamW alone reads and writes.
        figures["train_share_of_memory"] = 1e-9 * weightBytes * 7.0 / step / limits.memoryGigabytesPerSecond;
    }
    figures["peak_memory_bytes"] = memoryUse().peak;
    return figures;
}

void bench(const BenchOptions& options, const Invocation& invocation)
{
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const Json result = measure(options, deviceFor(invocation));
    if (pipe) {
        pipe->writeJson(result);
        return;
    }
    for (const auto& [key, value] : result.items()) {
        if (value.is_number())
            fmt::print("{:<30}{:.4g}\n", key, value.get<double>());
    }
    fmt::print("\n{}", toText(describeEnvironment(deviceFor(invocation))));
}

} // namespace

void addBench(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<BenchOptions>();
    CLI::App* command = app.add_subcommand(
        "bench", "Measure decoding and a training step, and the machine's limits in the same run");
    command->add_option("--model", options->model, "Model directory or GGUF file")->required();
    command->add_option("--samples", options->samples, "Answers in parallel")
        ->capture_default_str()
        ->check(CLI::Range(1, 4096));
    command->add_option("--prompt-tokens", options->promptTokens, "Tokens of the prompt")
        ->capture_default_str()
        ->check(CLI::Range(1, 1 << 20));
    command->add_option("--new-tokens", options->newTokens, "Tokens of each answer")
        ->capture_default_str()
        ->check(CLI::Range(1, 1 << 20));
    command->add_option("--prompts-per-step", options->promptsPerStep, "Groups of a training step")
        ->capture_default_str()
        ->check(CLI::Range(1, 1024));
    command->add_option("--repeats", options->repeats, "The best of so many runs counts")
        ->capture_default_str()
        ->check(CLI::Range(1, 100));
    command->add_flag("--decode-only", options->decodeOnly, "Leave the training step out");
    addCommonOptions(*command, invocation);
    command->footer("Example:\n  rollout-engine bench --model resources/models/imitation --samples 15 "
                    "--prompt-tokens 62 --new-tokens 128");
    command->callback(
        [options, &invocation] { invocation.run = [options, &invocation] { bench(*options, invocation); }; });
}

} // namespace rw
