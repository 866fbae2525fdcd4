#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/commands/prompts_commands.h"
#include "core/library/prompt_library.h"
#include "core/protocol/output_pipe.h"
#include "core/protocol/rollout_json.h"

#include <spdlog/fmt/fmt.h>

#include <memory>
#include <optional>

namespace rw {

namespace {

struct PromptsOptions
{
    std::string library;
    std::string set;
    std::string newName;
    std::string out;
    std::string split;
    double share = 0.1;
    std::uint64_t seed = 1;
};

/// What list, export, rename, delete and split do with the library they are given.
using Action = void (*)(const PromptsOptions& options, PromptLibrary& library, const Invocation& invocation);

void list(const PromptsOptions&, PromptLibrary& library, const Invocation& invocation)
{
    if (invocation.json) {
        OutputPipe pipe;
        for (const PromptSet& set : library.sets())
            pipe.writeJson(toJson(set));
        return;
    }
    for (const PromptSet& set : library.sets()) {
        fmt::print("{:<24} {:>8} prompts {:>7} held out {:>8} tried {:>9} answers", set.name, set.prompts,
                   set.heldOut, set.tried, set.tries);
        if (set.judged > 0)
            fmt::print("  {:.1f} % right",
                       100.0 * static_cast<double>(set.passes) / static_cast<double>(set.judged));
        fmt::print("\n");
    }
}

bool isAskedFor(const PromptRecord& record, const std::string& split)
{
    return split.empty() || split == toString(record.split);
}

void exportSet(const PromptsOptions& options, PromptLibrary& library, const Invocation&)
{
    const std::vector<LibraryPrompt> prompts = library.prompts(library.set(options.set).id);
    const auto writeTo = [&](const auto& sink) {
        for (const LibraryPrompt& prompt : prompts) {
            if (isAskedFor(prompt.record, options.split))
                sink(recordLine(prompt.record));
        }
    };
    if (!options.out.empty())
        return writeFileAtomically(options.out, [&](const ByteSink& file) {
            writeTo([&](const std::string& line) { file(line + "\n"); });
        });
    OutputPipe pipe;
    writeTo([&](const std::string& line) { pipe.writeLine(line); });
}

void renameSet(const PromptsOptions& options, PromptLibrary& library, const Invocation& invocation)
{
    const PromptSetId set = library.set(options.set).id;
    library.renameSet(set, options.newName);
    show(library.set(options.newName), invocation);
}

void deleteSet(const PromptsOptions& options, PromptLibrary& library, const Invocation&)
{
    library.deleteSet(library.set(options.set).id);
}

void splitSet(const PromptsOptions& options, PromptLibrary& library, const Invocation& invocation)
{
    library.splitSet(library.set(options.set).id, options.share, options.seed);
    show(library.set(options.set), invocation);
}

/// A command on the library. @return it, for the options and the footer of its own.
CLI::App* addCommand(CLI::App& prompts, Invocation& invocation,
                     const std::shared_ptr<PromptsOptions>& options, const char* name,
                     const char* description, Action action)
{
    CLI::App* command = prompts.add_subcommand(name, description);
    addLibraryOption(*command, options->library);
    command->callback([options, &invocation, action] {
        invocation.run = [options, &invocation, action] {
            PromptLibrary library = openLibrary(options->library);
            action(*options, library, invocation);
        };
    });
    return command;
}

void addJson(CLI::App& command, Invocation& invocation)
{
    command.add_flag("--json", invocation.json, "Print one JSON object a set on stdout");
}

} // namespace

std::filesystem::path libraryFile(const std::string& given)
{
    return given.empty() ? defaultLibraryFile() : std::filesystem::path(given);
}

PromptLibrary openLibrary(const std::string& given)
{
    const std::filesystem::path file = libraryFile(given);
    auto library = PromptLibrary::openIfThere(file);
    if (!library)
        throw Error("There is no library of prompts at " + file.string() + ".",
                    "Import a set with \"rollout-engine prompts import FILE --set NAME\".");
    return std::move(*library);
}

Json toJson(const PromptSet& set)
{
    return {{"name", set.name},
            {"source", set.source},
            {"created_at", set.createdAt},
            {"prompts", set.prompts},
            {"held_out", set.heldOut},
            {"tried", set.tried},
            {"tries", set.tries},
            {"pass_rate", set.judged == 0
                              ? Json(nullptr)
                              : Json(static_cast<double>(set.passes) / static_cast<double>(set.judged))},
            {"verifiers", set.settings.verifiers},
            {"weights", set.settings.weights},
            {"prompt_format", set.settings.promptFormat ? toJson(*set.settings.promptFormat) : Json()}};
}

void show(const PromptSet& set, const Invocation& invocation)
{
    if (invocation.json)
        OutputPipe().writeJson(toJson(set));
    else
        fmt::print("{}: {} prompts, {} held out\n", set.name, set.prompts, set.heldOut);
}

void addPrompts(CLI::App& app, Invocation& invocation)
{
    CLI::App* prompts = app.add_subcommand("prompts", "Keep sets of prompts, with how each prompt fared");
    prompts->require_subcommand(1);
    prompts->footer("Examples:\n  rollout-engine prompts import gsm8k.jsonl --set gsm8k\n"
                    "  rollout-engine prompts split gsm8k --share 0.1 --seed 1\n"
                    "  rollout-engine prompts list --json\n"
                    "  rollout-engine train --prompts library:gsm8k --model my-model --run my-run\n"
                    "  rollout-engine prompts export gsm8k --out gsm8k.jsonl");
    addPromptsImport(*prompts, invocation);
    const auto options = std::make_shared<PromptsOptions>();
    const auto add = [&](const char* name, const char* description, Action action) {
        return addCommand(*prompts, invocation, options, name, description, action);
    };
    const auto named = [&](CLI::App* command) {
        command->add_option("NAME", options->set, "The set")->required();
        return command;
    };

    CLI::App* command = add("list", "List the sets", &list);
    addJson(*command, invocation);
    command->footer("Example:\n  rollout-engine prompts list --json");

    command =
        named(add("export", "Write a set as JSON lines, which import reads back as they are", &exportSet));
    command->add_option("--out", options->out, "The file; standard output if not given");
    command->add_option("--split", options->split, "Only these: train or heldout")
        ->check(CLI::IsMember({"train", "heldout"}));
    command->footer("Example:\n  rollout-engine prompts export gsm8k --split train --out train.jsonl");

    command = named(add("rename", "Give a set another name; runs on it go on with it", &renameSet));
    command->add_option("NEW", options->newName, "Its name from now on")->required();
    addJson(*command, invocation);
    command->footer("Example:\n  rollout-engine prompts rename gsm8k school");

    command = named(add("delete", "Delete a set with its statistics", &deleteSet));
    command->footer("Example:\n  rollout-engine prompts delete gsm8k");

    command =
        named(add("split", "Hold out a share of every category, which training then never sees", &splitSet));
    command->add_option("--share", options->share, "To hold out, from 0 to 1")->capture_default_str();
    command->add_option("--seed", options->seed, "Decides which")->check(seedCheck())->capture_default_str();
    addJson(*command, invocation);
    command->footer("Example:\n  rollout-engine prompts split gsm8k --share 0.1 --seed 1");

    addPromptsSettings(*prompts, invocation);
}

} // namespace rw
