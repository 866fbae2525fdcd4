#pragma once

#include <map>
#include <string>
#include <string_view>

namespace rw {

enum class PromptFileFormat {
    JsonLines, ///< an object a line
    JsonList,  ///< an array of objects, or an object that holds one
    Csv,       ///< rows of fields as RFC 4180 has them, parted by any one character
    Lines,     ///< plain text, a prompt a line
    Blocks     ///< plain text, prompts parted by empty lines
};

/// "jsonl", "json", "csv", "lines", "blocks".
std::string_view toString(PromptFileFormat format);
/// @throws UsageError for any other word.
PromptFileFormat promptFileFormatFromString(std::string_view word);

/// How a file is to be cut into rows.
struct PromptLayout
{
    PromptFileFormat format = PromptFileFormat::JsonLines;
    char delimiter = ','; ///< of Csv: comma, semicolon or tab
    bool header = true;   ///< of Csv: the first row has the columns' names; else they are "column 1", ...

    bool operator==(const PromptLayout&) const = default;
};

/// What a row can say about a prompt.
enum class PromptField {
    Id,
    Text,
    Answer,
    Category,
    Difficulty,
    Solution,
    Chosen,
    Rejected,
    Tags,
    Split,
    Metadata,
    Numbers ///< of a countdown problem: what may be calculated with; the answer is the target then
};

/// "id", "prompt", "answer", "category", "difficulty", "solution", "chosen", "rejected", "tags", "split",
/// "metadata": the members of an exported line; and "numbers".
std::string_view toString(PromptField field);
/// @throws UsageError for any other word.
PromptField promptFieldFromString(std::string_view word);

/// What of the answer's column is the answer.
enum class AnswerRule {
    AsIs,        ///< all of it
    AfterHashes, ///< what stands behind the last "####", as in GSM8K
    LastBoxed    ///< what the last \boxed{...} or \fbox{...} holds, as in MATH
};

/// "as-is", "hashes", "boxed".
std::string_view toString(AnswerRule rule);
/// @throws UsageError for any other word.
AnswerRule answerRuleFromString(std::string_view word);

/// From which column each field is taken. A column of an object inside the row is named with a dot:
/// "metadata.difficulty".
struct PromptMapping
{
    std::map<PromptField, std::string> columns; ///< fields that the file does not have are absent
    AnswerRule answerRule = AnswerRule::AsIs;

    bool operator==(const PromptMapping&) const = default;
};

} // namespace rw
