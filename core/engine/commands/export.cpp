#include "core/base/error.h"
#include "core/engine/commands/commands.h"
#include "core/engine/model_export.h"
#include "core/runlog/exporters.h"
#include "core/runlog/run_log_reader.h"
#include "core/weights/model_files.h"

#include <spdlog/spdlog.h>

namespace rw {

namespace {

struct ExportOptions
{
    std::string model;
    std::string to;
    std::string gguf;
    std::string dtype;
    std::string run;
    std::string curves;
    std::string answers;
};

/// The format that --to or --gguf with --dtype means.
std::string formatOf(const ExportOptions& options)
{
    if (options.to.empty() == options.gguf.empty())
        throw UsageError("--model needs --to or --gguf.", "Name the folder or the file to write.");
    const bool toGguf = !options.gguf.empty();
    const std::string type = !options.dtype.empty() ? options.dtype : toGguf ? "f16" : "fp32";
    if (type == "fp32")
        return toGguf ? "gguf-f32" : "safetensors-f32";
    if (toGguf == (type == "bf16"))
        throw UsageError("--dtype " + type + " does not go with " + (toGguf ? "--gguf." : "--to."),
                         "A folder takes fp32 or bf16, a GGUF file fp32, f16 or q8_0.");
    return (toGguf ? "gguf-" : "safetensors-") + type;
}

void exportModelFiles(const ExportOptions& options)
{
    const std::string format = formatOf(options);
    const std::string& target = options.gguf.empty() ? options.to : options.gguf;
    const ModelFiles files = ModelFiles::open(options.model);
    static_cast<void>(loadModelText(files)); // what is wrong with it is said before anything is written
    exportModel({files.config(), valuesOf(files.weights()), files.path()}, target, format);
    spdlog::info("Wrote {}: {}, {} parameters.", target, architectureName(files.config()),
                 parameterCount(files.config()));
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
    source->add_option("--model", options->model, "Model directory, checkpoint or GGUF file");
    source->add_option("--run", options->run, "Run folder");
    source->require_option(1);
    command->add_option("--to", options->to,
                        "Folder for the model: config.json, model.safetensors, tokenizer.json");
    command->add_option("--gguf", options->gguf, "GGUF file for the model, as llama.cpp reads it");
    command
        ->add_option("--dtype", options->dtype,
                     "fp32 (the default) or bf16 in a folder; f16 (the default), q8_0 or fp32 in a GGUF file")
        ->check(CLI::IsMember({"fp32", "bf16", "f16", "q8_0"}));
    command->add_option("--curves", options->curves, "CSV file for the run's metrics");
    command->add_option("--answers", options->answers, "JSONL file for the run's answers");
    command->footer("Examples:\n  rollout-engine export --model my-run/checkpoints/latest --to my-model\n"
                    "  rollout-engine export --model my-model --gguf my-model.gguf --dtype q8_0\n"
                    "  rollout-engine export --run my-run --curves curves.csv --answers answers.jsonl");
    command->callback([options, &invocation] {
        invocation.run = [options] {
            options->run.empty() ? exportModelFiles(*options) : exportRun(*options);
        };
    });
}

} // namespace rw
