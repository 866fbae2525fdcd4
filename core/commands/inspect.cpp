#include "core/commands/commands.h"
#include "core/protocol/output_pipe.h"
#include "core/protocol/rollout_json.h"
#include "core/rollout/memory_estimate.h"
#include "core/runlog/current_config.h"
#include "core/runlog/run_log_reader.h"
#include "core/weights/decoder_weights.h"
#include "core/weights/model_files.h"
#include "core/weights/model_license.h"

#include <spdlog/fmt/fmt.h>

#include <filesystem>
#include <optional>

namespace rw {

namespace {

Json inspectModel(const std::filesystem::path& path)
{
    const ModelFiles files = ModelFiles::open(path);
    std::uint64_t bytes = 0;
    Json tensors = Json::array();
    for (const StoredTensor& tensor : files.weights().tensors()) {
        tensors.push_back({{"name", tensor.name},
                           {"dtype", tensor.type},
                           {"shape", tensor.shape},
                           {"bytes", tensor.bytes}});
        bytes += tensor.bytes;
    }
    return {{"kind", "model"},
            {"format", files.format() == ModelFormat::Gguf ? "gguf" : "safetensors"},
            {"config", toJson(files.config())},
            {"license", modelLicense(path)},
            {"parameters", parameterCount(files.config())},
            {"bytes", bytes},
            {"tensors", tensors}};
}

Json inspectRun(const std::filesystem::path& directory)
{
    const RunLogReader log(directory);
    const RunRecord run = log.run();
    Json last = Json::object();
    for (const MetricRecord& metric : log.metricsAfter(0))
        last[metric.key] = metric.value;
    return {{"kind", "run"},
            {"name", run.name},
            {"created_at", run.createdAt},
            {"start_model", run.startModel},
            {"start", run.startLabel},
            {"prompts", currentPromptSource(log)},
            {"seed", run.seed},
            {"config", toJson(currentConfig(log))},
            {"environment", run.environment},
            {"steps", log.steps().size()},
            {"last_metrics", last}};
}

/// What `--memory` asks for.
struct MemoryQuestion
{
    bool asked = false;
    TrainingConfig config;
    MemoryScenario scenario;
};

Json toJson(const MemoryEstimate& estimate)
{
    return {{"runtime", estimate.runtime},
            {"weights", estimate.weights},
            {"decode_weights", estimate.decodeWeights},
            {"sampling", estimate.sampling},
            {"reference", estimate.reference},
            {"optimizer", estimate.optimizer},
            {"activations", estimate.activations},
            {"total", estimate.total()}};
}

/// Bytes of the engine for answers alone, for training all weights, and for training an adapter.
Json memoryJson(const ModelConfig& model, const MemoryQuestion& question)
{
    TrainingConfig whole = question.config;
    whole.lora.rank = 0;
    MemoryScenario answers = question.scenario;
    answers.training = false;
    return {{"answers", toJson(estimateMemory(model, whole, answers))},
            {"training", toJson(estimateMemory(model, whole, question.scenario))},
            {"adapter", toJson(estimateMemory(model, question.config, question.scenario))}};
}

void printTensors(const Json& tensors)
{
    for (const Json& tensor : tensors)
        fmt::print("  {:<52} {:<5} {:<16} {} bytes\n", tensor["name"].get<std::string>(),
                   tensor["dtype"].get<std::string>(), tensor["shape"].dump(), tensor["bytes"].dump());
}

std::string valueText(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number_float())
        return fmt::format("{:.6g}", value.get<double>());
    if (value.is_null() || value.empty())
        return "-";
    return value.dump();
}

/// A member a line, parts indented under their name.
void printMembers(const Json& object, int indent)
{
    constexpr int kColumn = 46;
    for (const auto& [key, value] : object.items()) {
        if (key == "tensors") {
            fmt::print("tensors\n");
            printTensors(value);
        } else if (value.is_object()) {
            fmt::print("{:{}}{}\n", "", indent, key);
            printMembers(value, indent + 2);
        } else {
            fmt::print("{:{}}{:<{}} {}\n", "", indent, key, kColumn - indent, valueText(value));
        }
    }
}

struct InspectOptions
{
    std::string path;
    MemoryQuestion memory;
};

void inspect(const InspectOptions& options, const Invocation& invocation)
{
    const bool isRun = std::filesystem::exists(std::filesystem::path(options.path) / "run.db");
    Json result = isRun ? inspectRun(options.path) : inspectModel(options.path);
    if (options.memory.asked && !isRun) {
        validate(options.memory.config);
        result["memory"] = memoryJson(ModelFiles::open(options.path).config(), options.memory);
    }
    if (!invocation.json) {
        printMembers(result, 0);
        return;
    }
    OutputPipe pipe;
    pipe.writeJson(result);
}

} // namespace

void addInspect(CLI::App& app, Invocation& invocation)
{
    constexpr int kAdapterRank = 16;
    auto options = std::make_shared<InspectOptions>();
    TrainingConfig& config = options->memory.config;
    config.lora.rank = kAdapterRank;
    CLI::App* command = app.add_subcommand("inspect", "Show what a model or a run folder holds");
    command->add_option("path", options->path, "Model directory, GGUF file or run folder")->required();
    command->add_flag("--memory", options->memory.asked,
                      "Estimate the memory for answers, for training and for training an adapter, in bytes");
    command->add_option("--samples", config.sampling.samples, "With --memory: answers to each prompt")
        ->capture_default_str();
    command
        ->add_option("--max-new-tokens", config.sampling.maxNewTokens, "With --memory: tokens of an answer")
        ->capture_default_str();
    command
        ->add_option("--prompt-tokens", options->memory.scenario.promptTokens, "With --memory: of a prompt")
        ->check(CLI::Range(1, 1 << 20))
        ->capture_default_str();
    command->add_option("--prompts-per-step", config.promptsPerStep, "With --memory: groups a step trains on")
        ->capture_default_str();
    command->add_option("--lora-rank", config.lora.rank, "With --memory: rank of the adapter")
        ->check(CLI::Range(1, 4096))
        ->capture_default_str();
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer("Example:\n  rollout-engine inspect resources/models/imitation");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { inspect(*options, invocation); };
    });
}

} // namespace rw
