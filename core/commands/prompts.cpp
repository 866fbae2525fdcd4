#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/commands/prompts_commands.h"
#include "core/library/prompt_library.h"
#include "core/protocol/output_pipe.h"
#include "core/sets/set_settings.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <charconv>
#include <memory>
#include <optional>
#include <set>

namespace rw {

namespace {

struct PromptsOptions
{
    std::string library;
    std::string set;
    std::string out;
    std::string split;
    double share = 0.1;
    std::uint64_t seed = 1;
    std::vector<std::string> verifiers;
    bool runsVerifiers = false;
    std::vector<std::string> weights;
};

/// What list, export, delete, split and settings do with the library they are given.
using Action = void (*)(const PromptsOptions& options, PromptLibrary& library, const Invocation& invocation);

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
            {"weights", set.settings.weights}};
}

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

void deleteSet(const PromptsOptions& options, PromptLibrary& library, const Invocation&)
{
    library.deleteSet(library.set(options.set).id);
}

/// Prints a set as it is now.
void show(const std::string& name, const PromptLibrary& library, const Invocation& invocation)
{
    const PromptSet set = library.set(name);
    if (invocation.json)
        OutputPipe().writeJson(toJson(set));
    else
        fmt::print("{}: {} prompts, {} held out\n", set.name, set.prompts, set.heldOut);
}

void showSettings(const std::string& name, const PromptLibrary& library, const Invocation& invocation)
{
    show(name, library, invocation);
    if (invocation.json)
        return;
    const PromptSetSettings settings = library.set(name).settings;
    fmt::print("verifiers: {}\n", settings.verifiers.empty()
                                      ? "those of the run"
                                      : fmt::format("{}", fmt::join(settings.verifiers, " ")));
    for (const auto& [category, weight] : settings.weights)
        fmt::print("weight of {}: {}\n", category.empty() ? "no category" : category, weight);
}

void splitSet(const PromptsOptions& options, PromptLibrary& library, const Invocation& invocation)
{
    library.splitSet(library.set(options.set).id, options.share, options.seed);
    show(options.set, library, invocation);
}

std::pair<std::string, double> weightOf(const std::string& text)
{
    const std::size_t equals = text.rfind('=');
    const char* const end = text.data() + text.size();
    double weight = 0.0;
    if (equals == std::string::npos || std::from_chars(text.data() + equals + 1, end, weight).ptr != end ||
        equals + 1 == text.size())
        throw UsageError("--weight takes CATEGORY=NUMBER, not \"" + text + "\".",
                         "Write for example --weight algebra=2.");
    return {text.substr(0, equals), weight};
}

/// A weight of a category that is none would change nothing, and nobody would know why.
void checkCategory(const std::string& category, const PromptLibrary& library, const PromptSet& set)
{
    std::set<std::string> known;
    for (const LibraryPrompt& prompt : library.prompts(set.id))
        known.insert(prompt.record.prompt.category);
    if (!known.contains(category))
        throw Error("The set \"" + set.name + "\" has no category \"" + category + "\".",
                    "Its categories are: " + fmt::format("{}", fmt::join(known, ", ")) + ".");
}

void setSettings(const PromptsOptions& options, PromptLibrary& library, const Invocation& invocation)
{
    const PromptSet set = library.set(options.set);
    PromptSetSettings settings = set.settings;
    if (!options.verifiers.empty() || options.runsVerifiers)
        settings.verifiers = options.verifiers;
    for (const std::string& text : options.verifiers)
        static_cast<void>(verifierSpecFromString(text));
    for (const std::string& text : options.weights) {
        const auto [category, weight] = weightOf(text);
        checkCategory(category, library, set);
        settings.weights[category] = weight;
    }
    library.setSettings(set.id, settings);
    showSettings(options.set, library, invocation);
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

    command = named(add("delete", "Delete a set with its statistics", &deleteSet));
    command->footer("Example:\n  rollout-engine prompts delete gsm8k");

    command =
        named(add("split", "Hold out a share of every category, which training then never sees", &splitSet));
    command->add_option("--share", options->share, "To hold out, from 0 to 1")->capture_default_str();
    command->add_option("--seed", options->seed, "Decides which")->check(seedCheck())->capture_default_str();
    addJson(*command, invocation);
    command->footer("Example:\n  rollout-engine prompts split gsm8k --share 0.1 --seed 1");

    command = named(
        add("settings", "Choose a set's verifiers and how often its categories are drawn", &setSettings));
    auto* verifiers =
        command
            ->add_option(
                "--verifier", options->verifiers,
                "NAME or NAME:option=value,...; may be repeated; takes the place of those chosen before")
            ->allow_extra_args(false);
    command
        ->add_flag("--no-verifiers", options->runsVerifiers,
                   "Choose none: the verifiers of the run judge the answers")
        ->excludes(verifiers);
    command
        ->add_option("--weight", options->weights,
                     "CATEGORY=NUMBER: 2 is drawn twice as often as 1, 0 never; may be repeated")
        ->allow_extra_args(false);
    addJson(*command, invocation);
    command->footer(
        "Without options it shows what is chosen. A run that is open on the set follows from the next draw "
        "on.\n\n"
        "Example:\n  rollout-engine prompts settings math --weight Algebra=2 --weight Geometry=0.5");
}

} // namespace rw
