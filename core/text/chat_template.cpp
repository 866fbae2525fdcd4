#include "core/text/chat_template.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/base/words.h"
#include "core/jinja/value_json.h"
#include "core/text/chat_template_files.h"

#include <charconv>
#include <utility>

namespace rw {

namespace {

constexpr Words<ChatRole, 3> kRoles{
    {{ChatRole::System, "system"}, {ChatRole::User, "user"}, {ChatRole::Assistant, "assistant"}}};

jinja::Value messageValue(const ChatMessage& message)
{
    jinja::Dict fields;
    fields.set("role", jinja::Value::text(std::string(toString(message.role)), true));
    fields.set("content", jinja::Value::text(validUtf8(message.content), false));
    return jinja::Value::dict(std::move(fields));
}

jinja::Value messagesValue(std::span<const ChatMessage> messages)
{
    std::vector<jinja::Value> items;
    for (const ChatMessage& message : messages)
        items.push_back(messageValue(message));
    return jinja::Value::list(std::move(items));
}

/// "true" and "false" are those, whole numbers are numbers, anything else is text that is not trusted.
jinja::Value variableValue(const std::string& text)
{
    if (text == "true" || text == "false")
        return {text == "true"};
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (!text.empty() && error == std::errc() && end == text.data() + text.size())
        return {number};
    return jinja::Value::text(validUtf8(text), false);
}

} // namespace

const std::string_view kSchoolTemplate = R"({%- for message in messages -%}
    {%- if message['role'] == 'user' -%}
        {{- '<|user|>' + message['content'] + '<|end|>' -}}
    {%- elif message['role'] == 'assistant' -%}
        {{- '<|assistant|>' + message['content'] + '<|end|>' -}}
    {%- else -%}
        {{- raise_exception('This model knows the roles user and assistant only.') -}}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{- '<|assistant|>' -}}
{%- endif -%}
)";

std::string_view toString(ChatRole role)
{
    return wordOf(kRoles, role);
}

ChatRole chatRoleFromString(std::string_view word)
{
    return valueOf<Error>(kRoles, word, "role");
}

std::vector<ChatMessage> chatMessagesFromJson(const Json& json, std::string_view what)
{
    if (!json.is_array())
        throw Error(std::string(what) + " is no list of messages.",
                    R"(Write [{"role": "user", "content": "..."}].)");
    std::vector<ChatMessage> messages;
    for (const Json& message : json) {
        const std::string where = std::string(what) + ", message " + std::to_string(messages.size() + 1);
        messages.push_back(
            {chatRoleFromString(jsonString(message, "role", where)), jsonString(message, "content", where)});
    }
    return messages;
}

ChatTemplate ChatTemplate::parse(std::string source, std::string_view name,
                                 std::map<std::string, std::string> specialTokens)
{
    ChatTemplate made;
    made.m_template = jinja::Template::parse(source, name);
    made.m_source = std::move(source);
    made.m_specialTokens = std::move(specialTokens);
    return made;
}

ChatTemplate ChatTemplate::load(const std::filesystem::path& model)
{
    ChatTemplateText text = readChatTemplateText(model);
    if (!text.source) {
        ChatTemplate none;
        none.m_specialTokens = std::move(text.specialTokens);
        return none;
    }
    return parse(*std::move(text.source), text.name, std::move(text.specialTokens));
}

ChatTemplate ChatTemplate::fromGguf(const GgufVocabulary& vocabulary, std::string_view what)
{
    ChatTemplate none;
    none.m_specialTokens = specialTokensOf(vocabulary);
    if (vocabulary.chatTemplate.empty())
        return none;
    return parse(vocabulary.chatTemplate, "tokenizer.chat_template of " + std::string(what),
                 std::move(none.m_specialTokens));
}

ChatTemplate ChatTemplate::school()
{
    return parse(std::string(kSchoolTemplate), kChatTemplateFile);
}

std::vector<ChatPiece> ChatTemplate::pieces(std::span<const ChatMessage> messages, bool addGenerationPrompt,
                                            const TemplateVariables& variables) const
{
    if (!m_template)
        throw Error("This model has no chat template, so it cannot take a conversation.",
                    "Give it plain text (--raw).");
    jinja::Dict values;
    for (const auto& [name, token] : m_specialTokens)
        values.set(name, jinja::Value::text(token, true));
    for (const auto& [name, text] : variables)
        values.set(name, variableValue(text));
    values.set("messages", messagesValue(messages));
    values.set("tools", {jinja::None{}});
    values.set("documents", {jinja::None{}});
    values.set("add_generation_prompt", {addGenerationPrompt});

    std::vector<ChatPiece> pieces;
    m_template->render(values).forEachRun([&](std::string_view text, bool trusted) {
        pieces.push_back({std::string(text), trusted});
    });
    return pieces;
}

std::string ChatTemplate::render(std::span<const ChatMessage> messages, bool addGenerationPrompt,
                                 const TemplateVariables& variables) const
{
    return joined(pieces(messages, addGenerationPrompt, variables));
}

std::string joined(std::span<const ChatPiece> pieces)
{
    std::string text;
    for (const ChatPiece& piece : pieces)
        text += piece.text;
    return text;
}

} // namespace rw
