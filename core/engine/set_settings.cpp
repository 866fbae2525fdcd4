#include "core/engine/set_settings.h"

#include "core/base/error.h"
#include "core/library/prompt_library.h"
#include "core/library/prompt_source.h"

namespace rw {

std::vector<std::string> verifierTexts(const std::vector<std::string>& given,
                                       const std::optional<PromptSet>& set)
{
    return given.empty() && set ? set->settings.verifiers : given;
}

std::vector<VerifierSpec> verifiersOf(const std::optional<PromptSet>& set)
{
    std::vector<VerifierSpec> specs;
    if (!set)
        return specs;
    for (const std::string& text : set->settings.verifiers) {
        try {
            specs.push_back(verifierSpecFromString(text));
        } catch (const UsageError& problem) {
            throw Error("The prompt set \"" + set->name +
                        "\" names a verifier that cannot be used: " + problem.what());
        }
    }
    return specs;
}

protocol::OpenRunParams withSetSettings(protocol::OpenRunParams params)
{
    const auto name = librarySetName(params.prompts);
    if (!name)
        return params;
    const std::filesystem::path named = params.library;
    const auto library = PromptLibrary::openIfThere(named.empty() ? defaultLibraryFile() : named);
    if (!library)
        return params; // loading the prompts says so
    const PromptSet set = library->set(*name);
    if (params.config.verifiers.empty())
        params.config.verifiers = verifiersOf(set);
    if (params.config.promptFormat == PromptFormat{} && set.settings.promptFormat)
        params.config.promptFormat = *set.settings.promptFormat;
    return params;
}

} // namespace rw
