#pragma once

#include "core/base/strict_json.h"

#include <string>
#include <string_view>

namespace rw {

/// A question and its answer, as a list of messages has them: {"role", "content"} or {"from", "value"}.
struct Conversation
{
    std::string question; ///< what comes before the last answer; with several turns each has its speaker
    std::string answer;   ///< the last message where the model wrote it; else empty
};

bool isConversation(const Json& value);
/// @throws Error with a sentence that names the column and what is wrong.
Conversation conversationOf(const Json& messages, const std::string& column);

/// The same from a text with "\n\nHuman:" and "\n\nAssistant:" in it; the whole text is the answer where it
/// has no such marks.
Conversation conversationOf(std::string_view text);

} // namespace rw
