#include "core/base/error.h"
#include "core/commands/prompts_commands.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/fmt/ranges.h>

#include <charconv>
#include <memory>
#include <set>
#include <utility>

namespace rw {

namespace {

struct SettingsOptions
{
    std::string library;
    std::string set;
    std::vector<std::string> verifiers;
    bool runsVerifiers = false;
    std::vector<std::string> weights;
    PromptFormat format;
    bool runsFormat = false;
};

void showFormat(const std::optional<PromptFormat>& format)
{
    if (!format) {
        fmt::print("prompt format: that of the run\n");
        return;
    }
    if (!format->system.empty())
        fmt::print("system prompt: {}\n", format->system);
    if (!format->instruction.empty())
        fmt::print("instruction: {}\n", format->instruction);
    if (format->raw)
        fmt::print("raw: the bare text, without the chat template\n");
    for (const auto& [name, value] : format->templateVariables)
        fmt::print("template variable: {}={}\n", name, value);
}

void showSettings(const PromptSet& set, const Invocation& invocation)
{
    show(set, invocation);
    if (invocation.json)
        return;
    const PromptSetSettings& settings = set.settings;
    fmt::print("verifiers: {}\n", settings.verifiers.empty()
                                      ? "those of the run"
                                      : fmt::format("{}", fmt::join(settings.verifiers, " ")));
    for (const auto& [category, weight] : settings.weights)
        fmt::print("weight of {}: {}\n", category.empty() ? "no category" : category, weight);
    showFormat(settings.promptFormat);
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

/// What the command line says takes the place of its part of `chosen`; the rest stays. A format that asks for
/// nothing is none.
std::optional<PromptFormat> formatWith(const SettingsOptions& options, const CLI::App& command,
                                       const std::optional<PromptFormat>& chosen)
{
    PromptFormat format = options.runsFormat ? PromptFormat{} : chosen.value_or(PromptFormat{});
    const auto given = [&](const char* flag) { return command.get_option(flag)->count() > 0; };
    if (given("--system"))
        format.system = options.format.system;
    if (given("--instruction"))
        format.instruction = options.format.instruction;
    if (given("--raw"))
        format.raw = options.format.raw;
    for (const auto& [name, value] : options.format.templateVariables)
        format.templateVariables[name] = value;
    validate(format);
    return format == PromptFormat{} ? std::nullopt : std::optional(std::move(format));
}

void setSettings(const SettingsOptions& options, const CLI::App& command, const Invocation& invocation)
{
    PromptLibrary library = openLibrary(options.library);
    const PromptSet set = library.set(options.set);
    PromptSetSettings settings = set.settings;
    if (!options.verifiers.empty() || options.runsVerifiers)
        settings.verifiers = options.verifiers;
    static_cast<void>(verifierSpecs(options.verifiers));
    for (const std::string& text : options.weights) {
        const auto [category, weight] = weightOf(text);
        checkCategory(category, library, set);
        settings.weights[category] = weight;
    }
    settings.promptFormat = formatWith(options, command, settings.promptFormat);
    if (settings != set.settings)
        library.setSettings(set.id, settings);
    showSettings(library.set(options.set), invocation);
}

void addVerifiers(CLI::App& command, SettingsOptions& options)
{
    auto* verifiers =
        command
            .add_option(
                "--verifier", options.verifiers,
                "NAME or NAME:option=value,...; may be repeated; takes the place of those chosen before")
            ->allow_extra_args(false);
    command
        .add_flag("--no-verifiers", options.runsVerifiers,
                  "Choose none: the verifiers of the run judge the answers")
        ->excludes(verifiers);
}

} // namespace

void addPromptsSettings(CLI::App& prompts, Invocation& invocation)
{
    const auto options = std::make_shared<SettingsOptions>();
    CLI::App* command = prompts.add_subcommand(
        "settings", "Choose a set's verifiers, how its questions are put and how often its categories are "
                    "drawn");
    addLibraryOption(*command, options->library);
    command->add_option("NAME", options->set, "The set")->required();
    addVerifiers(*command, *options);
    command
        ->add_option("--weight", options->weights,
                     "CATEGORY=NUMBER: 2 is drawn twice as often as 1, 0 never; may be repeated")
        ->allow_extra_args(false);
    addPromptFormatOptions(*command, options->format);
    command->add_flag("--no-prompt-format", options->runsFormat,
                      "Take back what was chosen of system prompt, instruction, raw text and template "
                      "variables: the run says them");
    command->add_flag("--json", invocation.json, "Print one JSON object on stdout");
    command->footer(
        "Without options it shows what is chosen. A run that is open on the set follows from the next draw "
        "on,\nand keeps what it was given itself; eval and generate take what the set says where they are "
        "told nothing else.\n\n"
        "Examples:\n"
        "  rollout-engine prompts settings math --weight Algebra=2 --weight Geometry=0.5\n"
        "  rollout-engine prompts settings math --verifier math --instruction \"End with \\\\boxed{...}.\"");
    command->callback([options, command, &invocation] {
        invocation.run = [options, command, &invocation] { setSettings(*options, *command, invocation); };
    });
}

} // namespace rw
