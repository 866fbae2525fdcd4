#pragma once

#include "core/prompts/prompt_format.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rw {

/// Token ids of a rendered conversation, encoded as one text. Only trusted pieces can become special tokens.
std::vector<std::int32_t> encodePieces(const Tokenizer& tokenizer, std::span<const ChatPiece> pieces);

/// Token ids of a conversation.
std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                     std::span<const ChatMessage> messages, bool addGenerationPrompt);

/// One question as a conversation, with the assistant's answer begun.
std::vector<ChatPiece> promptPieces(const ChatTemplate& chatTemplate, std::string_view question,
                                    const PromptFormat& format);

/// Token ids of one question: what generation starts from. With a chat template, which writes the token that
/// begins a text itself where the model wants one; raw, or where there is no template, the bare text behind
/// what the tokenizer puts in front of texts.
std::vector<std::int32_t> encodePrompt(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                       std::string_view question, const PromptFormat& format = {});

/// The text of the same prompt, special tokens of the template spelled, without what the tokenizer puts in
/// front.
std::string promptText(const ChatTemplate& chatTemplate, std::string_view question,
                       const PromptFormat& format);

} // namespace rw
