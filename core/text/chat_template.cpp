#include "core/text/chat_template.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/school_tokens.h"

namespace rw {

namespace {

constexpr std::size_t kTemplateLimit = std::size_t{1} << 16U;

std::string_view withoutLastNewline(std::string_view text)
{
    if (text.ends_with('\n'))
        text.remove_suffix(1);
    return text;
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

ChatTemplate ChatTemplate::load(const std::filesystem::path& modelDirectory)
{
    const std::filesystem::path path = modelDirectory / kChatTemplateFile;
    const std::string text = readFile(path, kTemplateLimit);
    if (withoutLastNewline(text) != withoutLastNewline(kSchoolTemplate))
        throw Error(path.string() +
                        " is a chat template of its own, and only the built-in model's is supported.",
                    "Use the built-in model, or a checkpoint or export of it.");
    return {};
}

std::vector<ChatPiece> ChatTemplate::pieces(std::span<const ChatMessage> messages,
                                            bool addGenerationPrompt) const
{
    std::vector<ChatPiece> pieces;
    for (const ChatMessage& message : messages) {
        pieces.push_back(
            {std::string(kSchoolTokens[message.role == ChatRole::User ? kUserId : kAssistantId]), true});
        pieces.push_back({message.content, false});
        pieces.push_back({std::string(kSchoolTokens[kEndId]), true});
    }
    if (addGenerationPrompt)
        pieces.push_back({std::string(kSchoolTokens[kAssistantId]), true});
    return pieces;
}

std::string ChatTemplate::render(std::span<const ChatMessage> messages, bool addGenerationPrompt) const
{
    std::string text;
    for (const ChatPiece& piece : pieces(messages, addGenerationPrompt))
        text += piece.text;
    return text;
}

} // namespace rw
