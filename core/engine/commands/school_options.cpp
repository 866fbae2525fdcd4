#include "core/engine/commands/school_options.h"

#include "core/base/error.h"
#include "core/engine/progress_bar.h"
#include "core/engine/stop_signals.h"
#include "core/protocol/output_pipe.h"
#include "core/training/training_state.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <optional>

namespace rw {

namespace {

constexpr int kSaveEvery = 100;  ///< iterations
constexpr int kReportEvery = 20; ///< iterations

void save(const Transformer& model, SchoolTraining& training, const std::filesystem::path& out)
{
    model.save(out);
    training.saveState(out);
}

void removeState(const std::filesystem::path& out)
{
    std::error_code ignored;
    std::filesystem::remove(out / kOptimizerFile, ignored);
    std::filesystem::remove(out / kTrainerStateFile, ignored);
}

} // namespace

void addSchoolOptions(CLI::App& command, SchoolOptions& options, Invocation& invocation)
{
    command.add_option("--out", options.out, "The model directory to make")->required();
    command.add_option("--seed", options.seed, "Seed of weights and texts")
        ->check(seedCheck())
        ->capture_default_str();
    command.add_option("--iterations", options.iterations, "Updates in all; 0: as the recipe says")
        ->capture_default_str();
    command.add_flag("--resume", options.resume, "Go on with what was interrupted in --out");
    addCommonOptions(command, invocation);
}

bool isInterrupted(const SchoolOptions& options)
{
    const std::filesystem::path out = options.out;
    const bool interrupted = std::filesystem::exists(out / kTrainerStateFile);
    if (options.resume && !interrupted)
        throw UsageError("There is nothing to resume in " + options.out + ".", "Start without --resume.");
    if (!options.resume && std::filesystem::exists(out / "config.json"))
        throw UsageError("There is a model in " + options.out + " already.",
                         interrupted ? "Go on with --resume, or name another folder."
                                     : "Name another folder.");
    return interrupted;
}

void runSchoolStage(Transformer& model, const Tokenizer& tokenizer, SchoolStage stage,
                    const SchoolOptions& options, const Invocation& invocation)
{
    if (options.iterations > 0)
        stage.iterations = options.iterations;
    std::optional<OutputPipe> pipe;
    if (invocation.json)
        pipe.emplace();
    const StopSignals signals;
    SchoolTraining training(model, tokenizer, stage, options.seed);
    if (options.resume)
        training.loadState(options.out);
    ProgressBar bar("school", stage.iterations, "iterations");
    while (!training.isDone() && !signals.stopped()) {
        const double loss = training.step();
        bar.update(training.iteration(), fmt::format("loss {:.3f}", loss));
        if (pipe && (training.iteration() % kReportEvery == 0 || training.isDone()))
            pipe->writeJson({{"iteration", training.iteration()}, {"loss", loss}});
        if (training.iteration() % kSaveEvery == 0)
            save(model, training, options.out);
    }
    save(model, training, options.out);
    if (training.isDone())
        removeState(options.out);
    else
        spdlog::info("Stopped after iteration {}. Go on with --resume.", training.iteration());
}

} // namespace rw
