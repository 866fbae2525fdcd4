#include "core/base/atomic_file.h"
#include "core/engine/commands/commands.h"
#include "core/engine/commands/school_options.h"
#include "core/weights/model_directory.h"

#include <memory>

namespace rw {

namespace {

struct SftOptions
{
    SchoolOptions school;
    std::string model;
};

void imitate(const SftOptions& options, const Invocation& invocation)
{
    const std::filesystem::path out = options.school.out;
    const c10::Device device = deviceFor(invocation).device;
    const bool resumed = isInterrupted(options.school);
    const std::filesystem::path from = resumed ? out : std::filesystem::path(options.model);
    checkModelDirectory(from);
    Transformer model = Transformer::load(from, device);
    const Tokenizer tokenizer = Tokenizer::load(from / "tokenizer.json");
    if (!resumed) {
        makeDirectories(out);
        copyTextFiles(from, out);
    }
    runSchoolStage(model, tokenizer, imitationStage(), options.school, invocation);
}

} // namespace

void addSft(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<SftOptions>();
    CLI::App* command =
        app.add_subcommand("sft", "Stage 2 of the built-in model: imitate solutions in three styles");
    command->add_option("--model", options->model, "Directory of the pretrained model")->required();
    addSchoolOptions(*command, options->school, invocation);
    command->footer("Example:\n  rollout-engine sft --model my-base --out my-imitation --seed 1");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { imitate(*options, invocation); };
    });
}

} // namespace rw
