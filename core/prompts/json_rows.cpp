#include "core/base/error.h"
#include "core/prompts/json_scanner.h"
#include "core/prompts/line_reader.h"
#include "core/prompts/plain_text.h"
#include "core/prompts/prompt_rows.h"

#include <algorithm>
#include <cstddef>

namespace rw {

namespace {

/// Without the library's own name for its error.
std::string readable(std::string reason)
{
    const std::size_t begin = reason.find("[json.exception.");
    const std::size_t end = begin == std::string::npos ? begin : reason.find("] ", begin);
    if (end != std::string::npos)
        reason.erase(begin, end + 2 - begin);
    return reason;
}

PromptRow jsonRow(std::string_view text, std::size_t line, const ImportLimits& limits)
{
    PromptRow row{.line = line, .values = {}, .problem = {}};
    if (text.size() > limits.rowBytes) {
        row.problem = tooLong(text.size(), limits);
        return row;
    }
    try {
        row.values = parseJson(text, "It", {.bytes = limits.rowBytes, .depth = 32});
        if (!row.values.is_object())
            row.problem = "It is not a JSON object.";
    } catch (const Error& error) {
        row.problem = readable(error.what());
    }
    return row;
}

/// Steps to the first element of the array: the text itself, or the first member that has objects in a list.
/// @return false where there is none.
bool enterArray(JsonScanner& scanner)
{
    if (scanner.take('['))
        return true;
    if (!scanner.take('{'))
        return false;
    while (scanner.peek() == '"') {
        scanner.value();
        if (!scanner.take(':'))
            return false;
        if (scanner.peek() == '[' && scanner.peekBehind() == '{')
            return scanner.take('[');
        scanner.value();
        if (!scanner.closed() || !scanner.take(','))
            return false;
    }
    return false;
}

} // namespace

std::string tooLong(std::size_t bytes, const ImportLimits& limits)
{
    return "It has " + std::to_string(bytes) + " bytes; a row may have " + std::to_string(limits.rowBytes) +
           ".";
}

void readJsonLines(std::string_view text, const ImportLimits& limits, const RowSink& sink)
{
    LineReader lines(text);
    while (const auto line = lines.next()) {
        const std::string_view content = trimmed(*line);
        if (!content.empty() && !sink(jsonRow(content, lines.number(), limits), lines.offset()))
            return;
    }
}

void readJsonArray(std::string_view text, const ImportLimits& limits, const RowSink& sink)
{
    JsonScanner scanner(text);
    std::size_t line = 1;
    std::size_t counted = 0;
    const auto lineAt = [&](std::size_t offset) {
        line +=
            static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(counted),
                                                text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
        counted = offset;
        return line;
    };
    if (!enterArray(scanner)) {
        sink({1, {}, "It is neither a list of objects nor an object that holds one."}, text.size());
        return;
    }
    if (scanner.peek() == ']')
        return;
    do {
        static_cast<void>(scanner.peek());
        const std::size_t begin = lineAt(scanner.offset());
        const std::string_view element = scanner.value();
        PromptRow row = scanner.closed() ? jsonRow(element, begin, limits)
                                         : PromptRow{begin, {}, "The file ends inside what begins here."};
        if (!sink(std::move(row), scanner.offset()) || !scanner.closed())
            return;
    } while (scanner.take(','));
    if (!scanner.take(']'))
        sink({lineAt(scanner.offset()), {}, "The list does not go on with a comma, nor does it end."},
             text.size());
}

} // namespace rw
