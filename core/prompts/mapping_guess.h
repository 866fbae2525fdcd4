#pragma once

#include "core/base/strict_json.h"
#include "core/prompts/prompt_layout.h"

#include <span>
#include <string_view>

namespace rw {

/// What the columns seem to mean, from their names and what stands in them. Without names ("column 1") the
/// first is the prompt, the second the answer.
/// @param rows the first of the file, objects.
PromptMapping guessMapping(std::span<const Json> rows, const PromptLayout& layout);

/// Whether a column of this name would be taken for some field.
bool isKnownColumn(std::string_view name);

} // namespace rw
