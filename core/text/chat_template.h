#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

enum class ChatRole { User, Assistant };

struct ChatMessage
{
    ChatRole role = ChatRole::User;
    std::string content;
};

/// A stretch of a rendered conversation.
struct ChatPiece
{
    std::string text;
    bool trusted = false; ///< from the template, so that special tokens in it count; false: somebody's text
};

inline constexpr std::string_view kChatTemplateFile = "chat_template.jinja";

/// The template of the built-in model, in Jinja as transformers reads it.
extern const std::string_view kSchoolTemplate;

/// How a conversation is put before a model. Only the built-in model's template is supported so far.
class ChatTemplate
{
public:
    /// Reads `modelDirectory`/chat_template.jinja.
    /// @throws Error naming the file where it is missing or another template.
    static ChatTemplate load(const std::filesystem::path& modelDirectory);

    /// The built-in model's own.
    static ChatTemplate school() { return {}; }

    /// The conversation in pieces that keep the template's text apart from people's.
    /// @param addGenerationPrompt end with what begins the assistant's answer.
    [[nodiscard]] std::vector<ChatPiece> pieces(std::span<const ChatMessage> messages,
                                                bool addGenerationPrompt) const;

    /// The pieces joined: what transformers' apply_chat_template(tokenize=False) gives.
    [[nodiscard]] std::string render(std::span<const ChatMessage> messages, bool addGenerationPrompt) const;

private:
    ChatTemplate() = default;
};

} // namespace rw
