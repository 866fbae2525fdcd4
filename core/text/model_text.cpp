#include "core/text/model_text.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/chat_template.h"
#include "core/text/tokenizer.h"
#include "core/text/tokenizer_export.h"
#include "core/weights/gguf_file.h"
#include "core/weights/model_directory.h"

namespace rw {

namespace {

/// Rows of an embedding that no token uses, as llama.cpp's converter names them.
void addUnusedTokens(GgufVocabulary& vocabulary, const ModelConfig& config, const std::string& model)
{
    const auto rows = static_cast<std::size_t>(config.vocabSize);
    if (vocabulary.tokens.size() > rows)
        throw Error(model + " has " + std::to_string(vocabulary.tokens.size()) +
                        " tokens, but the model's vocabulary holds " + std::to_string(rows) + ".",
                    "Use the tokenizer that belongs to the model.");
    if (vocabulary.types.empty())
        vocabulary.types.assign(vocabulary.tokens.size(), GgufVocabulary::TokenType::Normal);
    for (std::size_t id = vocabulary.tokens.size(); id < rows; ++id)
        vocabulary.tokens.push_back("[PAD" + std::to_string(id) + "]");
    vocabulary.types.resize(rows, GgufVocabulary::TokenType::Unused);
    if (!vocabulary.scores.empty())
        vocabulary.scores.resize(rows, -1000.0F);
}

void addIds(GgufVocabulary& vocabulary, const ModelConfig& config)
{
    if (!vocabulary.bosId)
        vocabulary.bosId = config.bosId;
    if (!vocabulary.padId)
        vocabulary.padId = config.padId;
    if (!vocabulary.eosId && !config.stopIds.empty())
        vocabulary.eosId = config.stopIds.front();
    if (!vocabulary.eotId && config.stopIds.size() > 1)
        vocabulary.eotId = config.stopIds.back();
}

} // namespace

void writeModelText(const std::filesystem::path& model, const std::filesystem::path& directory)
{
    if (std::filesystem::is_directory(model))
        return copyTextFiles(model, directory);
    writeFileAtomically(directory / "tokenizer.json", tokenizerJson(Tokenizer::load(model)));
    writeChatTemplate(ChatTemplate::load(model), directory);
}

GgufVocabulary modelVocabulary(const std::filesystem::path& model, const ModelConfig& config)
{
    if (!std::filesystem::is_directory(model))
        return readGgufVocabulary(GgufFile::open(model));
    GgufVocabulary vocabulary = ggufVocabulary(Tokenizer::load(model));
    vocabulary.chatTemplate = ChatTemplate::load(model).source();
    addUnusedTokens(vocabulary, config, model.string());
    addIds(vocabulary, config);
    return vocabulary;
}

} // namespace rw
