#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rw {

/// How a question is put before a model. The same for every question of a run.
struct PromptFormat
{
    std::string system;      ///< system prompt; empty: none
    std::string instruction; ///< stands behind every question, after an empty line; empty: none
    bool raw = false;        ///< the bare text, without the model's chat template

    /// What else the chat template reads: name and value. "true", "false" and whole numbers are those, for
    /// example {"enable_thinking", "false"}.
    std::map<std::string, std::string> templateVariables;

    bool operator==(const PromptFormat&) const = default;
};

/// The question and, behind it, the instruction.
std::string withInstruction(const PromptFormat& format, const std::string& question);

/// Takes NAME=VALUE into the template variables; the name's value before is gone.
/// @throws UsageError where there is no name.
void setTemplateVariable(PromptFormat& format, std::string_view assignment);

/// @throws UsageError that names the first part that is too long or not valid.
void validate(const PromptFormat& format);

} // namespace rw
