#include "core/prompts/prompt_layout.h"

#include "core/base/words.h"

namespace rw {

namespace {

constexpr Words<PromptFileFormat, 5> kFormats{{{PromptFileFormat::JsonLines, "jsonl"},
                                               {PromptFileFormat::JsonList, "json"},
                                               {PromptFileFormat::Csv, "csv"},
                                               {PromptFileFormat::Lines, "lines"},
                                               {PromptFileFormat::Blocks, "blocks"}}};

constexpr Words<PromptField, 12> kFields{{{PromptField::Id, "id"},
                                          {PromptField::Text, "prompt"},
                                          {PromptField::Answer, "answer"},
                                          {PromptField::Category, "category"},
                                          {PromptField::Difficulty, "difficulty"},
                                          {PromptField::Solution, "solution"},
                                          {PromptField::Chosen, "chosen"},
                                          {PromptField::Rejected, "rejected"},
                                          {PromptField::Tags, "tags"},
                                          {PromptField::Split, "split"},
                                          {PromptField::Metadata, "metadata"},
                                          {PromptField::Numbers, "numbers"}}};

constexpr Words<AnswerRule, 3> kRules{
    {{AnswerRule::AsIs, "as-is"}, {AnswerRule::AfterHashes, "hashes"}, {AnswerRule::LastBoxed, "boxed"}}};

} // namespace

std::string_view toString(PromptFileFormat format)
{
    return wordOf(kFormats, format);
}

PromptFileFormat promptFileFormatFromString(std::string_view word)
{
    return valueOf<UsageError>(kFormats, word, "layout of a prompt file");
}

std::string_view toString(PromptField field)
{
    return wordOf(kFields, field);
}

PromptField promptFieldFromString(std::string_view word)
{
    return valueOf<UsageError>(kFields, word, "field of a prompt");
}

std::string_view toString(AnswerRule rule)
{
    return wordOf(kRules, rule);
}

AnswerRule answerRuleFromString(std::string_view word)
{
    return valueOf<UsageError>(kRules, word, "rule for the answer");
}

} // namespace rw
