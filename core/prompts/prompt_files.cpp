#include "core/prompts/prompt_files.h"

#include "core/base/error.h"
#include "core/prompts/prompt_file.h"
#include "core/prompts/word_problems.h"

#include <algorithm>

namespace rw {

namespace {

/// Whoever names a file in a script wants all of it: the first thing that is wrong ends the reading.
std::vector<Prompt> promptsOf(const PromptFile& file)
{
    ImportOptions options;
    options.dropDuplicates = false;
    ImportedPrompts read = file.read(options);
    if (!read.problems.empty()) {
        const LineProblem& problem = read.problems.front();
        throw Error(
            file.name() + ", line " + std::to_string(problem.line) + ": " + problem.reason,
            "Mend the line or remove it; \"rollout-engine prompts import\" takes the good lines alone.");
    }
    const auto twice = std::find_if(read.duplicates.begin(), read.duplicates.end(),
                                    [](const DuplicatePrompt& duplicate) { return duplicate.sameId; });
    if (twice != read.duplicates.end()) {
        throw Error(file.name() + ", line " + std::to_string(twice->line) + ": Its id is that of line " +
                        std::to_string(twice->firstLine) + ".",
                    "Give each prompt an id of its own.");
    }
    if (read.records.empty()) {
        throw Error(file.name() + " has no prompts.",
                    "It should have a line like {\"prompt\": \"What is 2+3?\", \"answer\": \"5\"} for each.");
    }
    std::vector<Prompt> prompts;
    prompts.reserve(read.records.size());
    for (PromptRecord& record : read.records)
        prompts.push_back(std::move(record.prompt));
    return prompts;
}

} // namespace

std::vector<Prompt> parsePrompts(std::string_view text, std::string_view what)
{
    return promptsOf(PromptFile::fromText(std::string(text), std::string(what)));
}

std::vector<Prompt> readPromptFile(const std::filesystem::path& file)
{
    return promptsOf(PromptFile::open(file));
}

std::vector<Prompt> loadPromptSource(const std::string& source)
{
    if (source == kBuiltinTraining)
        return builtinTrainingPrompts();
    if (source == kBuiltinHeldOut)
        return builtinHeldOutPrompts();
    if (source.rfind("builtin:", 0) == 0)
        throw UsageError("There are no built-in prompts named \"" + source + "\".",
                         "Name builtin:train, builtin:heldout or a file.");
    return readPromptFile(source);
}

} // namespace rw
