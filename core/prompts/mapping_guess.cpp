#include "core/prompts/mapping_guess.h"

#include "core/base/error.h"
#include "core/prompts/answer_rules.h"
#include "core/prompts/column_values.h"
#include "core/prompts/conversation.h"
#include "core/prompts/countdown_columns.h"
#include "core/prompts/plain_text.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace rw {

namespace {

constexpr std::string_view kTextNames[] = {"prompt",   "question",      "problem", "instruction", "query",
                                           "messages", "conversations", "input",   "text"};
constexpr std::string_view kAnswerNames[] = {
    "answer",      "final_answer", "expected_answer", "ground_truth", "reference_answer", "correct_answer",
    "gold_answer", "gold",         "target",          "expected",     "expected_output",  "label"};
/// Likewise where no object holds it: inside one they may be of anything.
constexpr std::string_view kOuterAnswerNames[] = {"result", "reference"};
constexpr std::string_view kIdNames[] = {"id",  "prompt_id", "question_id", "problem_id", "unique_id",
                                         "uid", "uuid",      "index",       "idx"};
constexpr std::string_view kCategoryNames[] = {"category", "type",           "subject",
                                               "topic",    "source_dataset", "data_source"};
constexpr std::string_view kDifficultyNames[] = {"difficulty", "level"};
constexpr std::string_view kSolutionNames[] = {"solution", "rationale", "reasoning", "worked_solution",
                                               "output",   "response",  "completion"};
constexpr std::string_view kChosenNames[] = {"chosen", "preferred"};
constexpr std::string_view kRejectedNames[] = {"rejected", "dispreferred"};
constexpr std::string_view kTagNames[] = {"tags", "keywords", "labels"};
constexpr std::string_view kSplitNames[] = {"split"};
constexpr std::string_view kNumbersNames[] = {"nums", "numbers"};
constexpr std::string_view kCalculationNames[] = {"answer", "expression"}; ///< of countdown problems
constexpr std::string_view kTargetName = "target"; ///< of countdown problems, beside their numbers
constexpr std::string_view kMetadataNames[] = {"metadata", "meta", "extra_info"};

/// A longer text under "type" or "subject" is no category.
constexpr std::size_t kLongestForeignCategory = 100;

struct FieldNames
{
    PromptField field;
    std::span<const std::string_view> names; ///< the best first
};

/// In the order in which they take their columns.
constexpr FieldNames kFields[] = {
    {PromptField::Text, kTextNames},         {PromptField::Chosen, kChosenNames},
    {PromptField::Rejected, kRejectedNames}, {PromptField::Answer, kAnswerNames},
    {PromptField::Solution, kSolutionNames}, {PromptField::Id, kIdNames},
    {PromptField::Category, kCategoryNames}, {PromptField::Difficulty, kDifficultyNames},
    {PromptField::Tags, kTagNames},          {PromptField::Split, kSplitNames},
    {PromptField::Metadata, kMetadataNames}};

/// A solution of this length is no more than an answer.
constexpr std::size_t kLongestAnswer = 60;

/// The column's own name, without the object it is in.
std::string_view lastPart(std::string_view column)
{
    const std::size_t dot = column.rfind('.');
    return dot == std::string_view::npos ? column : column.substr(dot + 1);
}

bool fitsField(PromptField field, const Json& value, const std::string& column)
{
    switch (field) {
    case PromptField::Text:
        return value.is_string() || isConversation(value);
    case PromptField::Chosen:
    case PromptField::Rejected:
    case PromptField::Solution:
    case PromptField::Answer:
        return isConversation(value) || !scalarText(value, column).empty() || value.is_string();
    case PromptField::Id:
        return value.is_string() || value.is_number_integer();
    case PromptField::Category:
        return value.is_string() && (value.get_ref<const std::string&>().size() <= kLongestForeignCategory ||
                                     lastPart(column) == toString(field));
    case PromptField::Difficulty:
        return value.is_number_integer() || difficultyOf(value, column) >= 0;
    case PromptField::Tags:
        static_cast<void>(tagsOf(value, column));
        return true;
    case PromptField::Split:
        static_cast<void>(splitOf(value, column));
        return true;
    case PromptField::Metadata:
        static_cast<void>(metadataOf(value, column));
        return true;
    case PromptField::Numbers:
        static_cast<void>(numberListOf(value, column));
        return true;
    }
    return false;
}

class MappingGuess
{
public:
    explicit MappingGuess(std::span<const Json> rows)
        : m_rows(rows)
    {
        for (const Json& row : rows) {
            for (std::string& name : columnNamesOf(row)) {
                if (m_known.insert(name).second)
                    m_columns.push_back(std::move(name));
            }
        }
    }

    PromptMapping guess()
    {
        takeCountdown();
        for (const FieldNames& entry : kFields) {
            if (!has(entry.field))
                choose(entry.field, entry.names);
            if (entry.field == PromptField::Answer && !has(PromptField::Chosen))
                takeOuterAnswer();
        }
        if (has(PromptField::Numbers) && !has(PromptField::Solution))
            choose(PromptField::Solution, kCalculationNames);
        if (!has(PromptField::Text))
            takeQuestionFromPairs();
        if (!has(PromptField::Text))
            takeQuestionByName();
        // Files of ours have "prompt" and say an answer outright; GSM8K and MATH end a solution in it.
        if (has(PromptField::Text) && lowered(trimmed(m_mapping.columns[PromptField::Text])) != "prompt") {
            chooseAnswerRule();
            if (!has(PromptField::Answer))
                takeShortSolution();
        }
        return std::move(m_mapping);
    }

private:
    [[nodiscard]] bool has(PromptField field) const { return m_mapping.columns.contains(field); }

    void choose(PromptField field, std::span<const std::string_view> names)
    {
        for (const bool nested : {false, true}) {
            for (const std::string_view name : names) {
                for (const std::string& column : m_columns) {
                    const bool isNested = lastPart(column) != column;
                    if (isNested == nested && isCalled(name, column) && !m_taken.contains(column) &&
                        fits(field, column))
                        return take(field, column);
                }
            }
        }
    }

    [[nodiscard]] static bool isCalled(std::string_view name, const std::string& column)
    {
        return lowered(trimmed(lastPart(column))) == name;
    }

    void take(PromptField field, const std::string& column)
    {
        m_taken.insert(column);
        m_mapping.columns[field] = column;
    }

    /// Whether nearly every row has something there.
    [[nodiscard]] bool isEverywhere(const std::string& column) const
    {
        const auto filled = std::count_if(m_rows.begin(), m_rows.end(), [&](const Json& row) {
            return columnValue(row, column) != nullptr;
        });
        return static_cast<std::size_t>(filled) * 10 >= m_rows.size() * 9;
    }

    /// Numbers with a target beside them, outside or in an object, are a countdown problem. Files of ours
    /// keep the object and say the answer outright.
    void takeCountdown()
    {
        const bool isOurs = m_known.contains("prompt");
        for (const std::string_view name : kNumbersNames) {
            for (const std::string& column : m_columns) {
                if (has(PromptField::Numbers) || !isCalled(name, column) ||
                    !fits(PromptField::Numbers, column))
                    continue;
                const std::string beside =
                    column.substr(0, column.size() - lastPart(column).size()) + std::string(kTargetName);
                const bool isOuter = beside == kTargetName;
                if ((isOurs && !isOuter) || !m_known.contains(beside) || !isEverywhere(beside) ||
                    !fits(PromptField::Answer, beside))
                    continue;
                take(PromptField::Numbers, column);
                take(PromptField::Answer, beside);
            }
        }
    }

    void takeOuterAnswer()
    {
        for (const std::string_view name : kOuterAnswerNames) {
            for (const std::string& column : m_columns) {
                const bool isOuter = lastPart(column) == column;
                if (!has(PromptField::Answer) && isOuter && isCalled(name, column) &&
                    !m_taken.contains(column) && fits(PromptField::Answer, column))
                    take(PromptField::Answer, column);
            }
        }
    }

    /// Whether what stands in the column could be the field's. Up to half of the rows may be broken.
    [[nodiscard]] bool fits(PromptField field, const std::string& column) const
    {
        std::size_t fitting = 0;
        std::size_t filled = 0;
        std::set<std::string> different;
        for (const Json& row : m_rows) {
            const Json* value = columnValue(row, column);
            if (value == nullptr)
                continue;
            ++filled;
            try {
                fitting += fitsField(field, *value, column) ? 1U : 0U;
            } catch (const Error&) {
                continue;
            }
            if (field == PromptField::Id)
                different.insert(displayText(*value));
        }
        if (field == PromptField::Id && different.size() * 2 < filled)
            return false; // a number that comes again and again names no prompt
        return filled > 0 && fitting * 2 >= filled;
    }

    /// Preference pairs without a prompt begin with the question in both answers.
    void takeQuestionFromPairs()
    {
        if (!has(PromptField::Chosen) || !has(PromptField::Rejected))
            return;
        const std::string& chosen = m_mapping.columns[PromptField::Chosen];
        for (const Json& row : m_rows) {
            const Json* value = columnValue(row, chosen);
            if (value == nullptr)
                continue;
            const bool holdsQuestion =
                isConversation(*value) ||
                (value->is_string() &&
                 !conversationOf(value->get_ref<const std::string&>()).question.empty());
            if (holdsQuestion)
                m_mapping.columns[PromptField::Text] = chosen;
            return;
        }
    }

    /// Whatever stands in it: then every row says what is wrong with it.
    void takeQuestionByName()
    {
        for (const std::string_view name : kTextNames) {
            for (const std::string& column : m_columns) {
                if (!has(PromptField::Text) && lowered(trimmed(column)) == name)
                    m_mapping.columns[PromptField::Text] = column;
            }
        }
    }

    /// "5" under "solution" or "output" is the answer.
    void takeShortSolution()
    {
        if (!has(PromptField::Solution) || has(PromptField::Chosen))
            return;
        const std::string column = m_mapping.columns[PromptField::Solution];
        std::size_t brief = 0;
        std::size_t filled = 0;
        for (const Json& row : m_rows) {
            const Json* value = columnValue(row, column);
            if (value == nullptr)
                continue;
            ++filled;
            const std::string text = displayText(*value);
            brief += text.size() <= kLongestAnswer && text.find('\n') == std::string::npos ? 1U : 0U;
        }
        if (brief * 2 < filled || filled == 0)
            return;
        m_mapping.columns.erase(PromptField::Solution);
        m_mapping.columns[PromptField::Answer] = column;
    }

    void chooseAnswerRule()
    {
        if (has(PromptField::Answer) &&
            mostlyHave(m_mapping.columns[PromptField::Answer], AnswerRule::AfterHashes)) {
            m_mapping.answerRule = AnswerRule::AfterHashes;
            if (!has(PromptField::Solution))
                m_mapping.columns[PromptField::Solution] = m_mapping.columns[PromptField::Answer];
        } else if (!has(PromptField::Answer) && has(PromptField::Solution)) {
            for (const AnswerRule rule : {AnswerRule::LastBoxed, AnswerRule::AfterHashes}) {
                if (has(PromptField::Answer) || !mostlyHave(m_mapping.columns[PromptField::Solution], rule))
                    continue;
                m_mapping.answerRule = rule;
                m_mapping.columns[PromptField::Answer] = m_mapping.columns[PromptField::Solution];
            }
        }
    }

    [[nodiscard]] bool mostlyHave(const std::string& column, AnswerRule rule) const
    {
        std::size_t ruled = 0;
        std::size_t filled = 0;
        for (const Json& row : m_rows) {
            const Json* value = columnValue(row, column);
            if (value == nullptr || !value->is_string())
                continue;
            ++filled;
            ruled += ruledAnswer(rule, value->get_ref<const std::string&>()) ? 1U : 0U;
        }
        return filled > 0 && ruled * 2 >= filled;
    }

    std::span<const Json> m_rows;
    std::vector<std::string> m_columns; ///< in the order they turn up
    std::set<std::string> m_known;
    std::set<std::string> m_taken;
    PromptMapping m_mapping;
};

PromptMapping mappingByPlace(std::span<const Json> rows)
{
    PromptMapping mapping;
    mapping.columns[PromptField::Text] = "column 1";
    if (!rows.empty() && rows[0].contains("column 2"))
        mapping.columns[PromptField::Answer] = "column 2";
    return mapping;
}

} // namespace

PromptMapping guessMapping(std::span<const Json> rows, const PromptLayout& layout)
{
    if (layout.format == PromptFileFormat::Csv && !layout.header)
        return mappingByPlace(rows);
    return MappingGuess(rows).guess();
}

bool isKnownColumn(std::string_view name)
{
    const std::string wanted = lowered(trimmed(name));
    const auto isAmong = [&](std::span<const std::string_view> names) {
        return std::find(names.begin(), names.end(), wanted) != names.end();
    };
    return isAmong(kOuterAnswerNames) || isAmong(kNumbersNames) ||
           std::any_of(std::begin(kFields), std::end(kFields),
                       [&](const FieldNames& entry) { return isAmong(entry.names); });
}

} // namespace rw
