#pragma once

#include "core/base/strict_json.h"
#include "core/prompts/prompt_file.h"

#include <functional>
#include <string>
#include <string_view>

namespace rw {

/// A row of a file, whatever its layout.
struct PromptRow
{
    std::size_t line = 0; ///< where it begins, from 1
    Json values;          ///< an object: column to value; null where there is a problem
    std::string problem;  ///< why there are no values; else empty
};

/// Takes a row and the offset of its end in the text. @return false to stop.
using RowSink = std::function<bool(PromptRow&& row, std::size_t end)>;

/// Cuts a text into rows. Rows that cannot be read come with their problem.
void readRows(std::string_view text, const PromptLayout& layout, const ImportLimits& limits,
              const RowSink& sink);

/// The same for one layout each.
void readJsonLines(std::string_view text, const ImportLimits& limits, const RowSink& sink);
void readJsonArray(std::string_view text, const ImportLimits& limits, const RowSink& sink);
void readCsvRows(std::string_view text, const PromptLayout& layout, const ImportLimits& limits,
                 const RowSink& sink);
void readTextRows(std::string_view text, bool blocks, const ImportLimits& limits, const RowSink& sink);

/// The problem of a row that is longer than the limit.
std::string tooLong(std::size_t bytes, const ImportLimits& limits);

} // namespace rw
