#pragma once

#include "core/prompts/prompt.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Which prompts of a set training may see.
enum class PromptSplit { Training, HeldOut };

/// "train", "heldout".
std::string_view toString(PromptSplit split);

/// A prompt with everything a set keeps of it beside the question itself. All text is UTF-8.
struct PromptRecord
{
    Prompt prompt;
    std::string solution; ///< a worked solution, as the file has it; empty where there is none
    std::string chosen;   ///< of a preference pair: the better answer
    std::string rejected; ///< and the worse one
    std::vector<std::string> tags;
    std::string metadata; ///< a JSON object that verifiers may read, as text; empty where there is none
    PromptSplit split = PromptSplit::Training;
    std::size_t line = 0; ///< where it stood in its file, from 1; 0: added by hand

    bool operator==(const PromptRecord&) const = default;
};

/// One line of JSON with `id`, `prompt` and each member that has a value. Reading it back gives the same
/// record, but for `line`.
std::string recordLine(const PromptRecord& record);

} // namespace rw
