#include "core/text/prompt_encoder.h"

#include <array>
#include <string>

namespace rw {

std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                     std::span<const ChatMessage> messages, bool addGenerationPrompt)
{
    const std::vector<ChatPiece> pieces = chatTemplate.pieces(messages, addGenerationPrompt);
    std::vector<TextStretch> stretches;
    for (const ChatPiece& piece : pieces)
        stretches.push_back({piece.text, piece.trusted ? SpecialTokens::Recognise : SpecialTokens::Ignore});
    return tokenizer.encode(stretches);
}

std::vector<std::int32_t> encodePrompt(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                       std::string_view question)
{
    const std::array messages{ChatMessage{ChatRole::User, std::string(question)}};
    return encodeChat(tokenizer, chatTemplate, messages, true);
}

} // namespace rw
