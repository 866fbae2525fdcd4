#include "core/text/prompt_encoder.h"

#include <array>
#include <string>

namespace rw {

std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                     std::span<const ChatMessage> messages, bool addGenerationPrompt)
{
    std::vector<std::int32_t> ids;
    for (const ChatPiece& piece : chatTemplate.pieces(messages, addGenerationPrompt)) {
        const auto mode = piece.trusted ? SpecialTokens::Recognise : SpecialTokens::Ignore;
        const auto more = tokenizer.encode(piece.text, mode);
        ids.insert(ids.end(), more.begin(), more.end());
    }
    return ids;
}

std::vector<std::int32_t> encodePrompt(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                       std::string_view question)
{
    const std::array messages{ChatMessage{ChatRole::User, std::string(question)}};
    return encodeChat(tokenizer, chatTemplate, messages, true);
}

} // namespace rw
