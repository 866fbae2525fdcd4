#pragma once

#include "core/base/strict_json.h"
#include "core/prompts/prompt_layout.h"
#include "core/prompts/prompt_record.h"

#include <cstddef>

namespace rw {

/// The prompt that a row holds.
/// @param line stands in the record, and in the id "line-7" of a row without one.
/// @throws Error with a sentence that names the column and what is wrong.
PromptRecord buildRecord(const Json& row, const PromptMapping& mapping, std::size_t line);

} // namespace rw
