#include "core/sets/set_settings.h"

#include "core/base/error.h"
#include "core/library/prompt_source.h"
#include "core/protocol/rollout_json.h"
#include "core/runlog/current_config.h"
#include "core/sets/library_access.h"
#include "core/sets/run_source.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace rw {

namespace {

/// Whether these are the verifiers that the texts name.
bool areNamedBy(const std::vector<VerifierSpec>& specs, const Json& texts)
{
    return std::equal(specs.begin(), specs.end(), texts.begin(), texts.end(),
                      [](const VerifierSpec& spec, const Json& text) {
                          try {
                              return verifierSpecFromString(text.get<std::string>()) == spec;
                          } catch (const UsageError&) {
                              return false; // no verifier has this name any more
                          }
                      });
}

} // namespace

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

PromptFormat promptFormatOf(const PromptFormat& given, const std::optional<PromptSet>& set)
{
    const bool isSets = given == PromptFormat{} && set && set->settings.promptFormat;
    return isSets ? *set->settings.promptFormat : given;
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
    params.config.promptFormat = promptFormatOf(params.config.promptFormat, set);
    return params;
}

Json promptSetDetail(const PromptSet& set, const std::string& source)
{
    const auto& format = set.settings.promptFormat;
    return {{"set", set.name},
            {"set_id", set.id.value},
            {"set_created_at", set.createdAt},
            {"source", source},
            {"prompts", set.prompts},
            {"held_out", set.heldOut},
            {"weights", set.settings.weights},
            {"verifiers", set.settings.verifiers},
            {"prompt_format", format ? toJson(*format) : Json()}};
}

Json recordedSet(const RunLogReader& log)
{
    Json recorded;
    for (const EventRecord& event : log.eventsAfter(0)) {
        if (event.kind == kPromptSetEvent)
            recorded = event.detail;
    }
    return recorded;
}

/// Another library may have another set of this number, but hardly one of the same millisecond.
bool isRecorded(const PromptSet& set, const Json& recorded)
{
    return recorded.is_object() && recorded.value("set_id", std::int64_t{0}) == set.id.value &&
           recorded.value("set_created_at", std::string()) == set.createdAt;
}

TrainingConfig followingSet(TrainingConfig config, const Json& recorded, const PromptSet& now)
{
    if (recorded.is_null())
        return config; // nobody knows what is the set's
    if (areNamedBy(config.verifiers, recorded.at("verifiers")))
        config.verifiers = verifiersOf(now);
    const Json& format = recorded.at("prompt_format");
    if (toJson(config.promptFormat) == (format.is_null() ? toJson(PromptFormat{}) : format))
        config.promptFormat = now.settings.promptFormat.value_or(PromptFormat{});
    return config;
}

TrainingConfig configFollowingSet(const RunLogReader& log, const std::filesystem::path& library)
{
    TrainingConfig config = currentConfig(log);
    const auto name = librarySetName(promptSourceOf(log, library));
    LibraryAccess access(library);
    if (name && access.isThere())
        access.attempt([&](PromptLibrary& opened) {
            config = followingSet(config, recordedSet(log), opened.set(*name));
        });
    return config;
}

} // namespace rw
