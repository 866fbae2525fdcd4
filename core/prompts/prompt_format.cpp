#include "core/prompts/prompt_format.h"

#include "core/base/ascii.h"
#include "core/base/error.h"
#include "core/base/utf8.h"

#include <algorithm>

namespace rw {

namespace {

constexpr std::size_t kLongestText = std::size_t{1} << 16U;
constexpr std::size_t kMostVariables = 32;

void requireText(std::string_view what, const std::string& text)
{
    if (text.size() > kLongestText)
        throw UsageError("The " + std::string(what) + " has " + std::to_string(text.size()) +
                             " bytes; at most " + std::to_string(kLongestText) + " are taken.",
                         "Shorten it.");
    if (!isValidUtf8(text))
        throw UsageError("The " + std::string(what) + " is not valid UTF-8.", "Save it as UTF-8.");
}

bool isName(std::string_view name)
{
    const auto isAllowed = [](char c) { return isLetter(c) || isDigit(c) || c == '_'; };
    return !name.empty() && std::all_of(name.begin(), name.end(), isAllowed);
}

} // namespace

std::string withInstruction(const PromptFormat& format, const std::string& question)
{
    return format.instruction.empty() ? question : question + "\n\n" + format.instruction;
}

void setTemplateVariable(PromptFormat& format, std::string_view assignment)
{
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos || equals == 0)
        throw UsageError("\"" + validUtf8(assignment.substr(0, 80)) +
                             "\" gives no value to a template variable.",
                         "Write NAME=VALUE, for example enable_thinking=false.");
    format.templateVariables.insert_or_assign(std::string(assignment.substr(0, equals)),
                                              std::string(assignment.substr(equals + 1)));
}

void validate(const PromptFormat& format)
{
    requireText("system prompt", format.system);
    requireText("answer-format instruction", format.instruction);
    if (format.templateVariables.size() > kMostVariables)
        throw UsageError("There are " + std::to_string(format.templateVariables.size()) +
                             " template variables; at most " + std::to_string(kMostVariables) + " are taken.",
                         "Leave some out.");
    for (const auto& [name, value] : format.templateVariables) {
        if (!isName(name))
            throw UsageError("\"" + validUtf8(name.substr(0, 80)) + "\" is no name of a template variable.",
                             "Give NAME=VALUE, for example enable_thinking=false.");
        requireText("template variable " + name, value);
    }
}

} // namespace rw
