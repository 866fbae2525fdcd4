#include "core/engine/commands/commands.h"
#include "core/engine/output_pipe.h"
#include "core/runlog/run_log_reader.h"
#include "core/weights/model_config.h"
#include "core/weights/safetensors.h"

#include <spdlog/fmt/fmt.h>

#include <filesystem>
#include <optional>

namespace rw {

namespace {

Json inspectModel(const std::filesystem::path& directory)
{
    const ModelConfig config = readModelConfig(directory);
    const SafetensorsFile weights = SafetensorsFile::open(directory / "model.safetensors");
    Json tensors = Json::array();
    for (const TensorInfo& tensor : weights.tensors())
        tensors.push_back({{"name", tensor.name},
                           {"dtype", tensor.dtypeName()},
                           {"shape", tensor.shape},
                           {"bytes", tensor.bytes()}});
    return {{"kind", "model"},
            {"config", toJson(config)},
            {"parameters", parameterCount(config)},
            {"bytes", std::filesystem::file_size(directory / "model.safetensors")},
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
            {"prompts", run.promptSource},
            {"seed", run.seed},
            {"config", run.config},
            {"environment", run.environment},
            {"steps", log.steps().size()},
            {"last_metrics", last}};
}

void printInspection(const Json& result)
{
    for (const auto& [key, value] : result.items()) {
        if (!value.is_array() || value.empty() || !value.front().is_object()) {
            fmt::print("{:<14} {}\n", key, value.is_string() ? value.get<std::string>() : value.dump());
            continue;
        }
        fmt::print("{}\n", key);
        for (const Json& row : value)
            fmt::print("  {:<52} {:<5} {:<16} {} bytes\n", row["name"].get<std::string>(),
                       row["dtype"].get<std::string>(), row["shape"].dump(), row["bytes"].dump());
    }
}

void inspect(const std::string& path, const Invocation& invocation)
{
    const std::filesystem::path directory(path);
    const Json result =
        std::filesystem::exists(directory / "run.db") ? inspectRun(directory) : inspectModel(directory);
    if (!invocation.json) {
        printInspection(result);
        return;
    }
    OutputPipe pipe;
    pipe.writeJson(result);
}

} // namespace

void addInspect(CLI::App& app, Invocation& invocation)
{
    auto path = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("inspect", "Show what a model directory or a run folder holds");
    command->add_option("path", *path, "Model directory or run folder")->required();
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer("Example:\n  rollout-engine inspect resources/models/imitation");
    command->callback(
        [path, &invocation] { invocation.run = [path, &invocation] { inspect(*path, invocation); }; });
}

} // namespace rw
