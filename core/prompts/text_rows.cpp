#include "core/base/utf8.h"
#include "core/prompts/line_reader.h"
#include "core/prompts/plain_text.h"
#include "core/prompts/prompt_rows.h"

#include <utility>

namespace rw {

namespace {

PromptRow textRow(std::string_view text, std::size_t line, const ImportLimits& limits)
{
    PromptRow row{.line = line, .values = {}, .problem = {}};
    if (text.size() > limits.rowBytes)
        row.problem = tooLong(text.size(), limits);
    else if (!isValidUtf8(text))
        row.problem = "It is not valid UTF-8.";
    else
        row.values = {{std::string(toString(PromptField::Text)), text}};
    return row;
}

} // namespace

void readTextRows(std::string_view text, bool blocks, const ImportLimits& limits, const RowSink& sink)
{
    LineReader lines(text);
    std::size_t blockLine = 0;
    std::size_t blockBegin = 0;
    std::size_t blockEnd = 0;
    const auto finishBlock = [&] {
        const std::size_t line = std::exchange(blockLine, 0);
        return line == 0 ||
               sink(textRow(trimmed(text.substr(blockBegin, blockEnd - blockBegin)), line, limits), blockEnd);
    };
    for (std::size_t begin = 0; const auto line = lines.next(); begin = lines.offset()) {
        const std::string_view content = trimmed(*line);
        if (!blocks) {
            if (!content.empty() && !sink(textRow(content, lines.number(), limits), lines.offset()))
                return;
        } else if (content.empty()) {
            if (!finishBlock())
                return;
        } else {
            if (blockLine == 0) {
                blockLine = lines.number();
                blockBegin = begin;
            }
            blockEnd = lines.offset();
        }
    }
    finishBlock();
}

void readRows(std::string_view text, const PromptLayout& layout, const ImportLimits& limits,
              const RowSink& sink)
{
    switch (layout.format) {
    case PromptFileFormat::JsonLines:
        return readJsonLines(text, limits, sink);
    case PromptFileFormat::JsonList:
        return readJsonArray(text, limits, sink);
    case PromptFileFormat::Csv:
        return readCsvRows(text, layout, limits, sink);
    case PromptFileFormat::Lines:
    case PromptFileFormat::Blocks:
        return readTextRows(text, layout.format == PromptFileFormat::Blocks, limits, sink);
    }
}

} // namespace rw
