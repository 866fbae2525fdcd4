#include "core/library/prompt_source.h"

#include "core/base/error.h"
#include "core/base/words.h"
#include "core/library/prompt_library.h"
#include "core/prompts/prompt_files.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::string_view kPrefix = "library:";

constexpr Words<PromptUse, 3> kParts{
    {{PromptUse::Training, "train"}, {PromptUse::HeldOut, "heldout"}, {PromptUse::All, "all"}}};

/// `library:NAME:part` taken apart; names have no colon.
struct SetReference
{
    std::string name;
    std::optional<PromptUse> part;
};

std::optional<SetReference> parseReference(std::string_view source)
{
    if (source.substr(0, kPrefix.size()) != kPrefix)
        return std::nullopt;
    source.remove_prefix(kPrefix.size());
    const std::size_t colon = source.find(':');
    SetReference reference{std::string(source.substr(0, colon)), std::nullopt};
    if (colon != std::string_view::npos)
        reference.part = valueOf<UsageError>(kParts, source.substr(colon + 1), "part of a prompt set");
    return reference;
}

bool isWanted(PromptSplit split, PromptUse use)
{
    switch (use) {
    case PromptUse::Training:
        return split == PromptSplit::Training;
    case PromptUse::HeldOut:
    case PromptUse::Evaluation:
        return split == PromptSplit::HeldOut;
    case PromptUse::All:
        break;
    }
    return true;
}

LoadedPrompts loadSet(const SetReference& reference, PromptUse use, const std::filesystem::path& file)
{
    const auto library = PromptLibrary::openIfThere(file);
    if (!library)
        throw Error("There is no library of prompts at " + file.string() + ".",
                    "Import a set with \"rollout-engine prompts import FILE --set NAME\".");
    LoadedPrompts loaded;
    loaded.set = library->set(reference.name);
    use = reference.part.value_or(use);
    if (use == PromptUse::Evaluation && loaded.set->heldOut == 0)
        use = PromptUse::All;
    for (LibraryPrompt& prompt : library->prompts(loaded.set->id)) {
        if (isWanted(prompt.record.split, use))
            loaded.prompts.push_back(std::move(prompt.record.prompt));
    }
    if (loaded.prompts.empty() && (use != PromptUse::HeldOut || reference.part))
        throw Error("The prompt set \"" + loaded.set->name + "\" has no prompts" +
                        (use == PromptUse::Training  ? " to train on: all are held out."
                         : use == PromptUse::HeldOut ? " that are held out."
                                                     : "."),
                    loaded.set->prompts == 0 ? "Add some to it."
                                             : "Split it with \"rollout-engine prompts split\".");
    return loaded;
}

} // namespace

std::optional<std::string> librarySetName(std::string_view source)
{
    const auto reference = parseReference(source);
    return reference ? std::optional(reference->name) : std::nullopt;
}

std::string withSetName(std::string_view source, std::string_view name)
{
    const auto reference = parseReference(source);
    std::string renamed = std::string(kPrefix) + std::string(name);
    if (reference && reference->part)
        renamed += ":" + std::string(wordOf(kParts, *reference->part));
    return renamed;
}

LoadedPrompts loadPrompts(const std::string& source, PromptUse use, const std::filesystem::path& library)
{
    if (const auto reference = parseReference(source))
        return loadSet(*reference, use, library.empty() ? defaultLibraryFile() : library);
    if (use != PromptUse::HeldOut)
        return {loadPromptSource(source), std::nullopt};
    if (source == kBuiltinTraining)
        return {loadPromptSource(std::string(kBuiltinHeldOut)), std::nullopt};
    return {};
}

} // namespace rw
