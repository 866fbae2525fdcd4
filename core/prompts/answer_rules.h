#pragma once

#include "core/prompts/prompt_layout.h"

#include <optional>
#include <string>
#include <string_view>

namespace rw {

/// What a rule takes from the text of an answer's column; nothing where it does not find it.
std::optional<std::string> ruledAnswer(AnswerRule rule, std::string_view text);

} // namespace rw
