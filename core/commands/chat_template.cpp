#include "core/base/error.h"
#include "core/commands/commands.h"
#include "core/protocol/output_pipe.h"
#include "core/text/prompt_encoder.h"

#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace rw {

namespace {

constexpr JsonLimits kMessagesLimits{.bytes = std::size_t{16} << 20U, .depth = 8};

struct ChatTemplateOptions
{
    std::string model;
    std::string messages;
    std::string prompt;
    bool noGenerationPrompt = false;
    PromptFormat format;
};

std::vector<ChatMessage> readMessages(const std::string& file)
{
    if (file != "-")
        return chatMessagesFromJson(readJsonFile(file, kMessagesLimits), file);
    const std::string text{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
    return chatMessagesFromJson(parseJson(text, "stdin", kMessagesLimits), "stdin");
}

std::vector<ChatPiece> piecesOf(const ChatTemplateOptions& options, const ChatTemplate& chatTemplate)
{
    if (options.messages.empty())
        return promptPieces(chatTemplate, options.prompt, options.format);
    std::vector<ChatMessage> messages = readMessages(options.messages);
    if (!options.format.system.empty())
        messages.insert(messages.begin(), {ChatRole::System, options.format.system});
    return chatTemplate.pieces(messages, !options.noGenerationPrompt, options.format.templateVariables);
}

/// The ids of a question are those that answers start from: in raw mode with what the tokenizer puts in
/// front.
std::vector<std::int32_t> idsOf(const ChatTemplateOptions& options, const ChatTemplate& chatTemplate,
                                std::span<const ChatPiece> pieces)
{
    const Tokenizer tokenizer = Tokenizer::load(options.model);
    return options.messages.empty() ? encodePrompt(tokenizer, chatTemplate, options.prompt, options.format)
                                    : encodePieces(tokenizer, pieces);
}

void run(const ChatTemplateOptions& options, const Invocation& invocation)
{
    validate(options.format);
    if (!options.messages.empty() && (options.format.raw || !options.format.instruction.empty()))
        throw UsageError("--raw and --instruction shape a question.", "Give --prompt instead of --messages.");
    const ChatTemplate chatTemplate = ChatTemplate::load(options.model);
    const std::vector<ChatPiece> pieces = piecesOf(options, chatTemplate);
    const std::string text = joined(pieces);
    if (!invocation.json) {
        std::fwrite(text.data(), 1, text.size(), stdout);
        return;
    }
    OutputPipe pipe;
    pipe.writeJson({{"text", text}, {"ids", idsOf(options, chatTemplate, pieces)}});
}

} // namespace

void addChatTemplate(CLI::App& app, Invocation& invocation)
{
    auto options = std::make_shared<ChatTemplateOptions>();
    CLI::App* command = app.add_subcommand(
        "chat-template",
        "Show the exact text, and the token ids, that a model reads of a conversation or a question");
    command->add_option("--model", options->model, "Model directory or GGUF file; weights are not looked at")
        ->required();
    auto* source = command->add_option_group("conversation");
    source->add_option(
        "--messages", options->messages,
        "A file with a JSON list of objects with role (system, user, assistant) and content; -: stdin");
    source->add_option("--prompt", options->prompt, "One question");
    source->require_option(1);
    command->add_flag("--no-generation-prompt", options->noGenerationPrompt,
                      "With --messages: do not begin the assistant's answer");
    addPromptFormatOptions(*command, options->format);
    command->add_flag("--json", invocation.json, "Print one JSON object with text and ids");
    command->footer(
        "Examples:\n"
        "  rollout-engine chat-template --model resources/models/imitation --prompt \"3 apples?\" --json\n"
        "  echo '[{\"role\": \"user\", \"content\": \"3 apples?\"}]' |\n"
        "      rollout-engine chat-template --model resources/models/imitation --messages -");
    command->callback(
        [options, &invocation] { invocation.run = [options, &invocation] { run(*options, invocation); }; });
}

} // namespace rw
