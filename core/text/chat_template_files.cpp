#include "core/text/chat_template_files.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/strict_json.h"
#include "core/text/chat_template.h"
#include "core/weights/gguf_file.h"

#include <array>
#include <utility>

namespace rw {

namespace {

constexpr std::size_t kTemplateLimit = std::size_t{1} << 20U;
constexpr std::size_t kConfigLimit = std::size_t{16} << 20U;
constexpr std::array kSpecialTokens{"bos_token", "eos_token", "unk_token", "sep_token",
                                    "pad_token", "cls_token", "mask_token"};

bool isThere(const std::filesystem::path& path)
{
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

/// The text of a token, which is written as a string or as an object with "content".
std::optional<std::string> tokenText(const Json& config, const char* key, const std::string& what)
{
    const auto token = config.find(key);
    if (token == config.end() || token->is_null())
        return std::nullopt;
    if (token->is_object())
        return jsonString(*token, "content", what + ": " + key);
    return jsonString(config, key, what);
}

void addSpecialTokens(const std::filesystem::path& path, const Json& config,
                      std::map<std::string, std::string>& tokens)
{
    if (!config.is_object())
        throw Error(path.string() + " must hold a JSON object.");
    for (const char* key : kSpecialTokens) {
        if (auto text = tokenText(config, key, path.string()))
            tokens.emplace(key, *std::move(text));
    }
}

/// The chat_template of a tokenizer_config.json: a string, or a list of {name, template}.
std::optional<std::string> templateIn(const Json& config, const std::string& what)
{
    const auto member = config.find("chat_template");
    if (member == config.end() || member->is_null())
        return std::nullopt;
    if (!member->is_array())
        return jsonString(config, "chat_template", what);
    std::string known;
    for (const Json& entry : *member) {
        const std::string name = jsonString(entry, "name", what + ": chat_template");
        if (name == "default" || member->size() == 1)
            return jsonString(entry, "template", what + ": chat_template");
        known += known.empty() ? name : ", " + name;
    }
    throw Error(what + " has no chat template named \"default\", only: " + known + ".",
                "Save the one to use beside it as chat_template.jinja.");
}

ChatTemplateText readDirectory(const std::filesystem::path& directory)
{
    ChatTemplateText text;
    const std::filesystem::path config = directory / "tokenizer_config.json";
    if (isThere(config)) {
        const Json json = readJsonFile(config, {.bytes = kConfigLimit, .depth = 16});
        addSpecialTokens(config, json, text.specialTokens);
        text.source = templateIn(json, config.string());
        text.name = config.string();
    }
    const std::filesystem::path map = directory / "special_tokens_map.json";
    if (isThere(map))
        addSpecialTokens(map, readJsonFile(map, {.bytes = kConfigLimit, .depth = 16}), text.specialTokens);
    const std::filesystem::path own = directory / kChatTemplateFile;
    if (isThere(own)) {
        text.source = readFile(own, kTemplateLimit);
        text.name = own.string();
    }
    return text;
}

} // namespace

ChatTemplateText readChatTemplateText(const std::filesystem::path& model)
{
    std::error_code problem;
    if (std::filesystem::is_directory(model, problem))
        return readDirectory(model);
    const GgufVocabulary vocabulary = readGgufVocabulary(GgufFile::open(model));
    ChatTemplateText text{std::nullopt, "tokenizer.chat_template of " + model.string(),
                          specialTokensOf(vocabulary)};
    if (!vocabulary.chatTemplate.empty())
        text.source = vocabulary.chatTemplate;
    return text;
}

std::map<std::string, std::string> specialTokensOf(const GgufVocabulary& vocabulary)
{
    std::map<std::string, std::string> tokens;
    const auto add = [&](const char* name, const std::optional<std::int32_t>& id) {
        if (id && *id >= 0 && static_cast<std::size_t>(*id) < vocabulary.tokens.size())
            tokens.emplace(name, vocabulary.tokens[static_cast<std::size_t>(*id)]);
    };
    add("bos_token", vocabulary.bosId);
    add("eos_token", vocabulary.eosId);
    add("unk_token", vocabulary.unknownId);
    add("pad_token", vocabulary.padId);
    return tokens;
}

void writeChatTemplate(const ChatTemplate& chatTemplate, const std::filesystem::path& modelDirectory)
{
    Json config{{"tokenizer_class", "PreTrainedTokenizerFast"}, {"clean_up_tokenization_spaces", false}};
    for (const auto& [name, token] : chatTemplate.specialTokens())
        config[name] = token;
    writeFileAtomically(modelDirectory / "tokenizer_config.json", config.dump(2) + "\n");
    if (!chatTemplate.isNone())
        writeFileAtomically(modelDirectory / kChatTemplateFile, chatTemplate.source());
}

} // namespace rw
