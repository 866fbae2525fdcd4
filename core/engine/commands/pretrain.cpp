#include "core/base/atomic_file.h"
#include "core/engine/commands/commands.h"
#include "core/engine/commands/school_options.h"
#include "core/text/school_tokens.h"

#include <memory>

namespace rw {

namespace {

void pretrain(const SchoolOptions& options, const Invocation& invocation)
{
    const std::filesystem::path out = options.out;
    const c10::Device device = deviceFor(invocation).device;
    if (isInterrupted(options)) {
        Transformer model = Transformer::load(out, device);
        runSchoolStage(model, Tokenizer::load(out / "tokenizer.json"), pretrainingStage(), options,
                       invocation);
        return;
    }
    makeDirectories(out);
    trainSchoolTokenizer(options.seed).writeTokenizer(out / "tokenizer.json");
    writeSchoolTextFiles(out);
    const Tokenizer tokenizer = Tokenizer::load(out / "tokenizer.json");
    Transformer model(schoolModelConfig(tokenizer.vocabSize()), options.seed, device);
    runSchoolStage(model, tokenizer, pretrainingStage(), options, invocation);
}

} // namespace

void addPretrain(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<SchoolOptions>();
    CLI::App* command = app.add_subcommand(
        "pretrain", "Stage 1 of the built-in model: tokenizer, then next-token loss on school text");
    addSchoolOptions(*command, *options, invocation);
    command->footer("Example:\n  rollout-engine pretrain --out my-base --seed 1");
    command->callback([options, &invocation] {
        invocation.run = [options, &invocation] { pretrain(*options, invocation); };
    });
}

} // namespace rw
