#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/loaded_model.h"
#include "core/runlog/exporters.h"
#include "core/runlog/run_log_reader.h"
#include "core/weights/model_directory.h"

#include <spdlog/spdlog.h>

#include <filesystem>

namespace rw {

namespace {

struct ExportOptions
{
    std::string model;
    std::string to;
    std::string run;
    std::string curves;
    std::string answers;
};

void exportModel(const ExportOptions& options)
{
    const std::filesystem::path target(options.to);
    if (options.to.empty())
        throw UsageError("--model needs --to.", "Name the folder to write.");
    if (std::filesystem::exists(target) && !std::filesystem::is_empty(target))
        throw Error(options.to + " is there already and not empty.", "Choose another folder.");
    const LoadedModel model = loadModel(options.model, c10::kCPU);
    makeDirectories(target);
    model.transformer.save(target);
    copyTextFiles(model.directory, target);
    spdlog::info("Wrote {}: {}.", options.to, model.displayName());
}

void exportRun(const ExportOptions& options)
{
    if (options.curves.empty() && options.answers.empty())
        throw UsageError("--run needs --curves or --answers.", "Name the file to write.");
    const RunLogReader log(options.run);
    if (!options.curves.empty())
        writeMetricsCsv(log, options.curves);
    if (!options.answers.empty())
        writeAnswersJsonl(log, options.answers);
}

} // namespace

void addExport(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App* command =
        app.add_subcommand("export", "Write a model for transformers, or a run's curves and answers");
    auto* source = command->add_option_group("source");
    source->add_option("--model", options->model, "Model directory or checkpoint");
    source->add_option("--run", options->run, "Run folder");
    source->require_option(1);
    command->add_option("--to", options->to,
                        "Folder for the model: config.json, model.safetensors, tokenizer.json");
    command->add_option("--curves", options->curves, "CSV file for the run's metrics");
    command->add_option("--answers", options->answers, "JSONL file for the run's answers");
    command->footer("Examples:\n  rollout-engine export --model my-run/checkpoints/latest --to my-model\n"
                    "  rollout-engine export --run my-run --curves curves.csv --answers answers.jsonl");
    command->callback([options, &invocation] {
        invocation.run = [options] { options->run.empty() ? exportModel(*options) : exportRun(*options); };
    });
}

} // namespace rw
