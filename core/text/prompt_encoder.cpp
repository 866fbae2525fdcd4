#include "core/text/prompt_encoder.h"

#include <string>

namespace rw {

namespace {

bool isRaw(const ChatTemplate& chatTemplate, const PromptFormat& format)
{
    return format.raw || chatTemplate.isNone();
}

/// The system prompt, the question and the instruction, with empty lines between them.
std::string rawText(std::string_view question, const PromptFormat& format)
{
    const std::string text = withInstruction(format, std::string(question));
    return format.system.empty() ? text : format.system + "\n\n" + text;
}

} // namespace

std::vector<std::int32_t> encodePieces(const Tokenizer& tokenizer, std::span<const ChatPiece> pieces)
{
    std::vector<TextStretch> stretches;
    for (const ChatPiece& piece : pieces)
        stretches.push_back({piece.text, piece.trusted ? SpecialTokens::Recognise : SpecialTokens::Ignore});
    return tokenizer.encode(stretches);
}

std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                     std::span<const ChatMessage> messages, bool addGenerationPrompt)
{
    return encodePieces(tokenizer, chatTemplate.pieces(messages, addGenerationPrompt));
}

std::vector<ChatPiece> promptPieces(const ChatTemplate& chatTemplate, std::string_view question,
                                    const PromptFormat& format)
{
    if (isRaw(chatTemplate, format))
        return {{rawText(question, format), false}};
    std::vector<ChatMessage> messages;
    if (!format.system.empty())
        messages.push_back({ChatRole::System, format.system});
    messages.push_back({ChatRole::User, withInstruction(format, std::string(question))});
    return chatTemplate.pieces(messages, true, format.templateVariables);
}

std::vector<std::int32_t> encodePrompt(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                       std::string_view question, const PromptFormat& format)
{
    std::vector<std::int32_t> ids;
    if (isRaw(chatTemplate, format))
        ids.assign(tokenizer.idsInFront().begin(), tokenizer.idsInFront().end());
    const auto text = encodePieces(tokenizer, promptPieces(chatTemplate, question, format));
    ids.insert(ids.end(), text.begin(), text.end());
    return ids;
}

std::string promptText(const ChatTemplate& chatTemplate, std::string_view question,
                       const PromptFormat& format)
{
    return joined(promptPieces(chatTemplate, question, format));
}

} // namespace rw
