#pragma once

#include "core/base/strict_json.h"
#include "core/jinja/template.h"
#include "core/weights/gguf_vocabulary.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

enum class ChatRole { System, User, Assistant };

/// "system", "user", "assistant".
std::string_view toString(ChatRole role);
/// @throws Error that lists the roles known.
ChatRole chatRoleFromString(std::string_view word);

struct ChatMessage
{
    ChatRole role = ChatRole::User;
    std::string content;
};

/// A conversation from JSON: a list of objects with role and content. @param what names it in messages.
/// @throws Error naming the message at fault.
std::vector<ChatMessage> chatMessagesFromJson(const Json& json, std::string_view what);

/// A stretch of a rendered conversation.
struct ChatPiece
{
    std::string text;
    bool trusted = false; ///< from the template, so that special tokens in it count; false: somebody's text
};

/// What a template reads beyond the messages: name and value, see PromptFormat::templateVariables.
using TemplateVariables = std::map<std::string, std::string>;

inline constexpr std::string_view kChatTemplateFile = "chat_template.jinja";

/// The template of the built-in model, in Jinja as transformers reads it.
extern const std::string_view kSchoolTemplate;

/// How a conversation is put before a model: the Jinja template that comes with it, run as transformers'
/// apply_chat_template does, or none. Copies are cheap; every member may be called from any thread.
class ChatTemplate
{
public:
    /// The template of a model.
    /// @param model a directory: its chat_template.jinja, else the chat_template in its tokenizer_config.json
    /// (the one named "default" where there are several); or a GGUF file. None where there is none.
    /// @throws Error naming the file and what in it is broken.
    static ChatTemplate load(const std::filesystem::path& model);

    /// The template in a GGUF file's metadata. @param what names the file in messages.
    static ChatTemplate fromGguf(const GgufVocabulary& vocabulary, std::string_view what);

    /// @param specialTokens the template's variables such as "bos_token"
    /// @throws Error with name, line and cause.
    static ChatTemplate parse(std::string source, std::string_view name,
                              std::map<std::string, std::string> specialTokens = {});

    /// The built-in model's own.
    static ChatTemplate school();

    /// No template: the model takes plain text and goes on with it.
    static ChatTemplate none() { return {}; }
    [[nodiscard]] bool isNone() const { return !m_template; }

    /// The Jinja text; empty where there is none.
    [[nodiscard]] const std::string& source() const { return m_source; }
    /// Variables such as "bos_token" and "eos_token".
    [[nodiscard]] const std::map<std::string, std::string>& specialTokens() const { return m_specialTokens; }

    /// The conversation in pieces that keep the template's text apart from people's.
    /// @param addGenerationPrompt end with what begins the assistant's answer.
    /// @throws Error where the template refuses the conversation, fails, or there is none.
    [[nodiscard]] std::vector<ChatPiece> pieces(std::span<const ChatMessage> messages,
                                                bool addGenerationPrompt,
                                                const TemplateVariables& variables = {}) const;

    /// The pieces joined: what transformers' apply_chat_template(tokenize=False) gives.
    [[nodiscard]] std::string render(std::span<const ChatMessage> messages, bool addGenerationPrompt,
                                     const TemplateVariables& variables = {}) const;

private:
    ChatTemplate() = default;

    std::optional<jinja::Template> m_template;
    std::string m_source;
    std::map<std::string, std::string> m_specialTokens;
};

/// The pieces' text as one.
std::string joined(std::span<const ChatPiece> pieces);

/// Writes chat_template.jinja, and a tokenizer_config.json with the special tokens, so that transformers
/// reads both. Writes no template where there is none.
void writeChatTemplate(const ChatTemplate& chatTemplate, const std::filesystem::path& modelDirectory);

} // namespace rw
