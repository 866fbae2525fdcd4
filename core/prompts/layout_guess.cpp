#include "core/prompts/layout_guess.h"

#include "core/base/error.h"
#include "core/prompts/conversation.h"
#include "core/prompts/line_reader.h"
#include "core/prompts/mapping_guess.h"
#include "core/prompts/plain_text.h"
#include "core/prompts/prompt_rows.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace rw {

namespace {

std::string extensionOf(std::string_view name)
{
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string() : lowered(name.substr(dot + 1));
}

/// The first line with something on it, and whether there is another.
struct FirstLine
{
    std::string_view text;
    char nextBegin = '\0'; ///< first character of the next such line
};

FirstLine firstLineOf(std::string_view text)
{
    FirstLine first;
    LineReader lines(text);
    while (const auto line = lines.next()) {
        const std::string_view content = trimmed(*line);
        if (content.empty())
            continue;
        if (!first.text.empty()) {
            first.nextBegin = content.front();
            break;
        }
        first.text = content;
    }
    return first;
}

/// An object alone may be a prompt, or hold a list of them.
bool holdsRows(std::string_view object)
{
    if (object.size() > ImportLimits{}.rowBytes)
        return true;
    try {
        const Json json = parseJson(object, "It");
        return std::any_of(json.begin(), json.end(), [](const Json& value) {
            return value.is_array() && !value.empty() && value[0].is_object() && !isConversation(value);
        });
    } catch (const Error&) {
        return false;
    }
}

PromptFileFormat jsonFormat(const FirstLine& first)
{
    if (first.text.front() == '[')
        return first.text.back() == ']' && first.nextBegin == '[' ? PromptFileFormat::JsonLines
                                                                  : PromptFileFormat::JsonList;
    if (first.text.back() != '}' || (first.nextBegin != '\0' && first.nextBegin != '{'))
        return first.nextBegin == '\0' || first.text.size() == 1 ||
                       first.text.find_first_of("}", 1) == std::string_view::npos
                   ? PromptFileFormat::JsonList
                   : PromptFileFormat::JsonLines;
    return first.nextBegin == '\0' && holdsRows(first.text) ? PromptFileFormat::JsonList
                                                            : PromptFileFormat::JsonLines;
}

char guessDelimiter(std::string_view line)
{
    constexpr std::array kDelimiters{',', ';', '\t'};
    std::array<int, kDelimiters.size()> counts{};
    bool quoted = false;
    for (const char c : line) {
        quoted = quoted != (c == '"');
        for (std::size_t i = 0; i < kDelimiters.size(); ++i)
            counts[i] += !quoted && c == kDelimiters[i] ? 1 : 0;
    }
    return kDelimiters[static_cast<std::size_t>(
        std::distance(counts.begin(), std::max_element(counts.begin(), counts.end())))];
}

bool looksLikeName(std::string_view field)
{
    return !field.empty() && field.size() <= 40 && std::all_of(field.begin(), field.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == ' ';
    });
}

bool guessHeader(std::string_view text, char delimiter)
{
    bool header = true;
    const PromptLayout layout{PromptFileFormat::Csv, delimiter, false};
    readCsvRows(text, layout, {}, [&](PromptRow&& row, std::size_t) {
        bool known = false;
        bool names = row.values.size() > 1;
        for (const Json& field : row.values) {
            const std::string_view name = trimmed(field.get_ref<const std::string&>());
            known = known || isKnownColumn(name);
            names = names && looksLikeName(name);
        }
        header = known || names;
        return false;
    });
    return header;
}

bool hasBlocks(std::string_view text)
{
    bool emptyLine = false;
    bool longBlock = false;
    std::size_t lineOfBlock = 0;
    LineReader lines(text);
    while (const auto line = lines.next()) {
        const bool empty = trimmed(*line).empty();
        emptyLine = emptyLine || (empty && lineOfBlock > 0);
        lineOfBlock = empty ? 0 : lineOfBlock + 1;
        longBlock = longBlock || lineOfBlock > 1;
    }
    return emptyLine && longBlock;
}

PromptLayout csvLayout(std::string_view text, char delimiter)
{
    return {PromptFileFormat::Csv, delimiter, guessHeader(text, delimiter)};
}

} // namespace

PromptLayout guessLayout(std::string_view text, std::string_view name)
{
    const std::string extension = extensionOf(name);
    const FirstLine first = firstLineOf(text);
    if (extension == "tsv" || extension == "tab")
        return csvLayout(text, '\t');
    if (extension == "csv")
        return csvLayout(text, guessDelimiter(first.text));
    if (extension == "jsonl" || extension == "ndjson")
        return {};
    if (!first.text.empty() && (first.text.front() == '{' || first.text.front() == '['))
        return {.format = jsonFormat(first)};
    if (extension == "txt" || extension == "text")
        return {.format = hasBlocks(text) ? PromptFileFormat::Blocks : PromptFileFormat::Lines};
    const char delimiter = guessDelimiter(first.text);
    if (first.text.find(delimiter) != std::string_view::npos && guessHeader(text, delimiter))
        return {PromptFileFormat::Csv, delimiter, true};
    return {};
}

} // namespace rw
