#pragma once

#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rw {

/// Token ids of a conversation. Only the template's own text can become special tokens.
std::vector<std::int32_t> encodeChat(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                     std::span<const ChatMessage> messages, bool addGenerationPrompt);

/// Token ids of one question, with the assistant's answer begun: what generation starts from.
std::vector<std::int32_t> encodePrompt(const Tokenizer& tokenizer, const ChatTemplate& chatTemplate,
                                       std::string_view question);

} // namespace rw
