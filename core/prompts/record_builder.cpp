#include "core/prompts/record_builder.h"

#include "core/base/error.h"
#include "core/prompts/answer_rules.h"
#include "core/prompts/column_values.h"
#include "core/prompts/conversation.h"
#include "core/prompts/countdown_columns.h"
#include "core/prompts/plain_text.h"

namespace rw {

namespace {

class RecordBuilder
{
public:
    RecordBuilder(const Json& row, const PromptMapping& mapping)
        : m_row(row)
        , m_mapping(mapping)
    {
    }

    [[nodiscard]] PromptRecord build(std::size_t line) const
    {
        PromptRecord record;
        record.line = line;
        record.prompt.id = scalar(PromptField::Id);
        if (trimmed(record.prompt.id).empty())
            record.prompt.id = "line-" + std::to_string(line);
        record.prompt.text = question();
        record.prompt.answer = expectedAnswer();
        record.prompt.category = scalar(PromptField::Category);
        record.solution = reply(PromptField::Solution);
        record.chosen = reply(PromptField::Chosen);
        record.rejected = reply(PromptField::Rejected);
        with(PromptField::Difficulty, [&](const Json& value, const std::string& column) {
            record.prompt.difficulty = difficultyOf(value, column);
        });
        with(PromptField::Tags,
             [&](const Json& value, const std::string& column) { record.tags = tagsOf(value, column); });
        with(PromptField::Split,
             [&](const Json& value, const std::string& column) { record.split = splitOf(value, column); });
        with(PromptField::Metadata, [&](const Json& value, const std::string& column) {
            record.metadata = metadataOf(value, column);
        });
        return record;
    }

private:
    [[nodiscard]] const std::string* column(PromptField field) const
    {
        const auto found = m_mapping.columns.find(field);
        return found == m_mapping.columns.end() ? nullptr : &found->second;
    }
    /// Calls `work` with the value and its column where the row has it.
    template <class Work>
    void with(PromptField field, Work&& work) const
    {
        const std::string* name = column(field);
        const Json* value = name == nullptr ? nullptr : columnValue(m_row, *name);
        if (value != nullptr)
            work(*value, *name);
    }
    [[nodiscard]] std::string scalar(PromptField field) const
    {
        std::string text;
        with(field, [&](const Json& value, const std::string& name) { text = scalarText(value, name); });
        return text;
    }
    /// The answer that a column's conversation ends in, or all of its text.
    [[nodiscard]] std::string reply(PromptField field) const
    {
        std::string text;
        with(field, [&](const Json& value, const std::string& name) {
            if (isConversation(value))
                text = conversationOf(value, name).answer;
            else
                text = sharesItsColumn(field) ? conversationOf(scalarText(value, name)).answer
                                              : scalarText(value, name);
        });
        return text;
    }
    [[nodiscard]] std::string numbers() const
    {
        std::string list;
        with(PromptField::Numbers,
             [&](const Json& value, const std::string& name) { list = numberListOf(value, name); });
        return list;
    }
    [[nodiscard]] std::string expectedAnswer() const
    {
        std::string target = answer();
        const std::string list = numbers();
        return target.empty() || list.empty() ? target : countdownAnswer(target, list);
    }
    /// Of a preference pair without prompt: both answers begin with the question.
    [[nodiscard]] bool sharesItsColumn(PromptField field) const
    {
        const std::string* text = column(PromptField::Text);
        const std::string* chosen = column(PromptField::Chosen);
        return (field == PromptField::Chosen || field == PromptField::Rejected) && text != nullptr &&
               chosen != nullptr && *text == *chosen;
    }
    /// Files of countdown problems may have nothing but numbers and target.
    [[nodiscard]] std::string countdown() const
    {
        const std::string target = answer();
        const std::string list = numbers();
        if (target.empty() || list.empty())
            throw Error(target.empty() ? "There is no target." : "There are no numbers.");
        return countdownQuestion(target, list);
    }
    [[nodiscard]] std::string question() const
    {
        if (column(PromptField::Text) == nullptr && column(PromptField::Numbers) != nullptr)
            return countdown();
        const std::string* name = column(PromptField::Text);
        const Json* value = name == nullptr ? nullptr : columnValue(m_row, *name);
        if (value == nullptr)
            throw Error("There is no \"" + (name == nullptr ? "prompt" : *name) + "\".");
        std::string text;
        if (isConversation(*value))
            text = conversationOf(*value, *name).question;
        else if (!value->is_string())
            throw Error("\"" + *name + "\" must be a text or a list of messages.");
        else if (sharesItsColumn(PromptField::Chosen))
            text = conversationOf(value->get_ref<const std::string&>()).question;
        else
            text = value->get<std::string>();
        if (trimmed(text).empty())
            throw Error("\"" + *name + "\" has no question in it.");
        return text;
    }
    [[nodiscard]] std::string answer() const
    {
        std::string text;
        with(PromptField::Answer, [&](const Json& value, const std::string& name) {
            text = isConversation(value) ? conversationOf(value, name).answer : scalarText(value, name);
            if (m_mapping.answerRule == AnswerRule::AsIs || trimmed(text).empty())
                return;
            if (auto ruled = ruledAnswer(m_mapping.answerRule, text))
                text = std::move(*ruled);
            else if (m_mapping.answerRule == AnswerRule::LastBoxed || text.find('\n') != std::string::npos)
                throw Error(
                    "\"" + name + "\" has no " +
                    (m_mapping.answerRule == AnswerRule::LastBoxed ? "\\boxed answer." : "\"####\"."));
            // a short answer in a file of GSM8K stands for itself
        });
        return text;
    }

    const Json& m_row;
    const PromptMapping& m_mapping;
};

} // namespace

PromptRecord buildRecord(const Json& row, const PromptMapping& mapping, std::size_t line)
{
    return RecordBuilder(row, mapping).build(line);
}

} // namespace rw
