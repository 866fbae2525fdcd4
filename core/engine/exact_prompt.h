#pragma once

#include "core/protocol/model_messages.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <span>

namespace rw {

/// What `ids` say, as a whole and token by token, special tokens spelled and marked.
protocol::ExactPrompt exactPrompt(const Tokenizer& tokenizer, std::span<const std::int32_t> ids);

} // namespace rw
