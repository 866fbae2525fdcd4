#pragma once

#include "core/prompts/prompt_layout.h"

#include <string_view>

namespace rw {

/// How a text seems to be laid out. @param name of the file: its extension counts, its content decides.
PromptLayout guessLayout(std::string_view text, std::string_view name);

} // namespace rw
