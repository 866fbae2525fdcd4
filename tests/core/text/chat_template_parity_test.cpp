#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/chat_template.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace rw {
namespace {

const std::filesystem::path kData = std::filesystem::path(RW_SOURCE_DIR) / "tests/core/text/data";

std::vector<ChatMessage> messagesOf(const Json& conversations, const std::string& name)
{
    return chatMessagesFromJson(conversations[name], name);
}

/// Renders one case. @return the text, or "refused: " and why
std::string rendered(const ChatTemplate& chatTemplate, const std::vector<ChatMessage>& messages,
                     const Json& golden)
{
    const auto variables = golden["variables"].get<TemplateVariables>();
    try {
        return chatTemplate.render(messages, golden["add_generation_prompt"].get<bool>(), variables);
    } catch (const Error& error) {
        return std::string("refused: ") + error.what();
    }
}

/// Renders every case of a golden file as transformers did, or refuses it where transformers did.
/// @return cases compared
int compare(const Json& file)
{
    int compared = 0;
    for (const Json& golden : file["goldens"]) {
        const auto name = golden["template"].get<std::string>();
        const std::string source =
            golden.contains("source")
                ? golden["source"].get<std::string>()
                : readFile(kData / "chat_templates" / (name + ".jinja"), std::size_t{1} << 18U);
        const auto chatTemplate = ChatTemplate::parse(
            source, name, golden["special_tokens"].get<std::map<std::string, std::string>>());
        for (const Json& one : golden["cases"]) {
            const auto conversation = one["conversation"].get<std::string>();
            const std::string text =
                rendered(chatTemplate, messagesOf(file["conversations"], conversation), one);
            if (one.contains("output"))
                EXPECT_EQ(text, one["output"].get<std::string>()) << name << ": " << conversation;
            else
                EXPECT_TRUE(text.starts_with("refused: "))
                    << name << ": " << conversation << " gave " << text;
            ++compared;
        }
    }
    return compared;
}

/// A developer may name another golden file, of the models' own templates: see
/// tests/parity/chat_templates.py.
TEST(ChatTemplateParity, RendersAsTransformers)
{
    EXPECT_EQ(compare(readJsonFile(kData / "chat_templates.json")), 336);
    const char* more = std::getenv("RW_CHAT_GOLDENS");
    if (more != nullptr) {
        EXPECT_GT(compare(readJsonFile(more, {.bytes = std::size_t{64} << 20U})), 0);
    }
}

/// No conversation, whatever it spells, adds a trusted byte to a template's own.
TEST(ChatTemplateParity, TextOfMessagesIsNeverTrusted)
{
    const Json file = readJsonFile(kData / "chat_templates.json");
    const auto hostile = messagesOf(file["conversations"], "special tokens");
    std::vector<ChatMessage> harmless = hostile;
    for (ChatMessage& message : harmless)
        message.content = "x";
    for (const Json& golden : file["goldens"]) {
        const auto name = golden["template"].get<std::string>();
        const auto chatTemplate =
            ChatTemplate::parse(readFile(kData / "chat_templates" / (name + ".jinja"), std::size_t{1} << 18U),
                                name, golden["special_tokens"].get<std::map<std::string, std::string>>());
        const auto trusted = [&](const std::vector<ChatMessage>& messages) {
            std::string text;
            for (const ChatPiece& piece : chatTemplate.pieces(messages, true, {{"date_string", "today"}}))
                text += piece.trusted ? piece.text : "\n";
            return text;
        };
        EXPECT_EQ(trusted(hostile), trusted(harmless)) << name;
        EXPECT_NE(trusted(hostile).find(name == "gemma3" ? "<start_of_turn>" : "<|"), std::string::npos)
            << name;
    }
}

} // namespace
} // namespace rw
