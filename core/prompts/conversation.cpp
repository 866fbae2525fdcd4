#include "core/prompts/conversation.h"

#include "core/base/error.h"
#include "core/prompts/plain_text.h"

#include <vector>

namespace rw {

namespace {

enum class Speaker { System, Person, Model };

struct Message
{
    Speaker speaker;
    std::string text;
};

Speaker speakerOf(const std::string& role, const std::string& column)
{
    if (role == "user" || role == "human")
        return Speaker::Person;
    if (role == "assistant" || role == "gpt" || role == "model")
        return Speaker::Model;
    if (role == "system" || role == "developer")
        return Speaker::System;
    throw Error("\"" + column + "\" has a message with the role \"" + role +
                "\"; system, user and assistant are known.");
}

Message messageOf(const Json& json, const std::string& column)
{
    if (!json.is_object())
        throw Error("\"" + column + "\" must be a text or a list of messages.");
    const std::string where = "A message of \"" + column + "\"";
    const bool shareGpt = json.contains("from");
    return {speakerOf(jsonString(json, shareGpt ? "from" : "role", where), column),
            jsonString(json, shareGpt ? "value" : "content", where, "")};
}

/// One message alone stands as it is.
std::string transcript(const std::vector<Message>& messages)
{
    std::string text;
    std::size_t turns = 0;
    for (const Message& message : messages)
        turns += message.speaker == Speaker::System ? 0U : 1U;
    for (const Message& message : messages) {
        if (!text.empty())
            text += "\n\n";
        if (turns > 1 && message.speaker != Speaker::System)
            text += message.speaker == Speaker::Person ? "User: " : "Assistant: ";
        text += message.text;
    }
    return text;
}

} // namespace

bool isConversation(const Json& value)
{
    return value.is_array() && !value.empty() && value[0].is_object() &&
           (value[0].contains("role") || value[0].contains("from"));
}

Conversation conversationOf(const Json& json, const std::string& column)
{
    std::vector<Message> messages;
    for (const Json& message : json)
        messages.push_back(messageOf(message, column));
    Conversation conversation;
    if (!messages.empty() && messages.back().speaker == Speaker::Model) {
        conversation.answer = std::move(messages.back().text);
        messages.pop_back();
    }
    conversation.question = transcript(messages);
    return conversation;
}

Conversation conversationOf(std::string_view text)
{
    constexpr std::string_view kPerson = "\n\nHuman:";
    constexpr std::string_view kModel = "\n\nAssistant:";
    const std::size_t last = text.rfind(kModel);
    if (text.find(kPerson) == std::string_view::npos || last == std::string_view::npos)
        return {{}, std::string(text)};
    std::string_view before = text.substr(0, last);
    const std::string_view answer = trimmed(text.substr(last + kModel.size()));
    const std::size_t first = before.find(kPerson);
    if (before.rfind(kPerson) == first && before.find(kModel) == std::string_view::npos)
        before.remove_prefix(first + kPerson.size());
    return {std::string(trimmed(before)), std::string(answer)};
}

} // namespace rw
