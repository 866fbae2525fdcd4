#include "core/prompts/prompt_files.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/base/utf8.h"
#include "core/prompts/word_problems.h"

#include <unordered_set>

namespace rw {

namespace {

constexpr std::size_t kFileLimit = std::size_t{64} << 20U;
constexpr std::string_view kGsm8kMarker = "####";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// A number given as the answer is as good as its text.
std::string answerOf(const Json& json, const std::string& where)
{
    const auto found = json.find("answer");
    if (found != json.end() && found->is_number())
        return found->dump();
    return jsonString(json, "answer", where, "");
}

Prompt promptOf(const Json& json, const std::string& where, const std::string& numberedId)
{
    if (!json.is_object())
        throw Error(where + " is not a JSON object.", "Each line must be an object with a \"prompt\".");
    const bool gsm8k = !json.contains("prompt") && json.contains("question");
    Prompt prompt;
    prompt.id = jsonString(json, "id", where, numberedId);
    prompt.text = jsonString(json, gsm8k ? "question" : "prompt", where);
    prompt.answer = answerOf(json, where);
    prompt.category = jsonString(json, "category", where, "");
    prompt.difficulty = static_cast<int>(jsonInteger(json, "difficulty", where, 0, 1000, 0));
    if (trimmed(prompt.text).empty())
        throw Error(where + " has an empty prompt.", "Write the question, or remove the line.");
    if (prompt.id.empty())
        prompt.id = numberedId;
    const std::size_t marker = prompt.answer.rfind(kGsm8kMarker);
    if (gsm8k && marker != std::string::npos)
        prompt.answer =
            std::string(trimmed(std::string_view(prompt.answer).substr(marker + kGsm8kMarker.size())));
    return prompt;
}

} // namespace

std::vector<Prompt> parsePrompts(std::string_view text, std::string_view what)
{
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        text.remove_prefix(kByteOrderMark.size());
    std::vector<Prompt> prompts;
    std::unordered_set<std::string> ids;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty())
            continue;
        const std::string where = std::string(what) + ", line " + std::to_string(number);
        Prompt prompt = promptOf(parseJson(line, where), where, "line-" + std::to_string(number));
        if (!ids.insert(prompt.id).second)
            throw Error(where + " repeats the id \"" + prompt.id + "\".",
                        "Give each prompt an id of its own.");
        prompts.push_back(std::move(prompt));
    }
    if (prompts.empty())
        throw Error(std::string(what) + " has no prompts.",
                    "It should have a line like {\"prompt\": \"What is 2+3?\", \"answer\": \"5\"} for each.");
    return prompts;
}

std::vector<Prompt> readPromptFile(const std::filesystem::path& file)
{
    return parsePrompts(readFile(file, kFileLimit), file.filename().string());
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
