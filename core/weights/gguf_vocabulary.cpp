#include "core/weights/gguf_vocabulary.h"

#include "core/base/error.h"
#include "core/base/utf8.h"
#include "core/weights/gguf_file.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_set>

namespace rw {

namespace {

constexpr std::size_t kMostTokens = std::size_t{1} << 22U;
using TokenType = GgufVocabulary::TokenType;

/// Reads keys that begin with "tokenizer.".
class VocabularyReader
{
public:
    explicit VocabularyReader(const GgufMetadata& metadata)
        : m_metadata(metadata)
    {
    }

    GgufVocabulary read()
    {
        m_vocabulary.model = text("tokenizer.ggml.model");
        m_vocabulary.pre = text("tokenizer.ggml.pre");
        readTokens();
        readScores();
        readTypes();
        readMerges();
        readIds();
        m_vocabulary.addBos = m_metadata.boolean("tokenizer.ggml.add_bos_token");
        m_vocabulary.addEos = m_metadata.boolean("tokenizer.ggml.add_eos_token");
        m_vocabulary.addSpacePrefix = m_metadata.boolean("tokenizer.ggml.add_space_prefix");
        m_vocabulary.chatTemplate = text("tokenizer.chat_template");
        m_vocabulary.huggingFaceJson = text("tokenizer.huggingface.json");
        return std::move(m_vocabulary);
    }

private:
    [[noreturn]] void fail(std::string_view key, const std::string& problem) const
    {
        throw Error(m_metadata.what() + ": " + std::string(key) + " " + problem + ".",
                    "Fetch or convert the file again.");
    }

    /// Empty where the key is absent.
    [[nodiscard]] std::string text(std::string_view key) const
    {
        const std::string* value = m_metadata.text(key);
        if (value != nullptr && !isValidUtf8(*value))
            fail(key, "is not valid UTF-8");
        return value == nullptr ? std::string() : *value;
    }

    void readTokens()
    {
        constexpr std::string_view kKey = "tokenizer.ggml.tokens";
        const std::vector<std::string>* tokens = m_metadata.texts(kKey);
        if (tokens == nullptr || tokens->empty())
            throw Error(m_metadata.what() + " has no tokenizer.", "Take a GGUF file with a vocabulary.");
        if (tokens->size() > kMostTokens)
            fail(kKey, "has more than " + std::to_string(kMostTokens) + " tokens");
        std::unordered_set<std::string_view> seen;
        seen.reserve(tokens->size());
        for (const std::string& token : *tokens) {
            if (!isValidUtf8(token))
                fail(kKey, "has a token that is not valid UTF-8");
            if (!seen.insert(token).second)
                fail(kKey, "has the token \"" + token.substr(0, 80) + "\" twice");
        }
        m_vocabulary.tokens = *tokens;
    }

    void demandLength(std::string_view key, std::size_t length) const
    {
        if (length != m_vocabulary.tokens.size())
            fail(key, "has " + std::to_string(length) + " entries for " +
                          std::to_string(m_vocabulary.tokens.size()) + " tokens");
    }

    void readScores()
    {
        constexpr std::string_view kKey = "tokenizer.ggml.scores";
        auto scores = m_metadata.floats(kKey);
        if (!scores)
            return;
        demandLength(kKey, scores->size());
        if (!std::all_of(scores->begin(), scores->end(), [](float score) { return std::isfinite(score); }))
            fail(kKey, "has a score that is not a finite number");
        m_vocabulary.scores = std::move(*scores);
    }

    void readTypes()
    {
        constexpr std::string_view kKey = "tokenizer.ggml.token_type";
        const auto types = m_metadata.integers(kKey);
        if (!types)
            return;
        demandLength(kKey, types->size());
        for (std::size_t i = 0; i < types->size(); ++i) {
            const std::int64_t type = (*types)[i];
            if (type < static_cast<std::int64_t>(TokenType::Normal) ||
                type > static_cast<std::int64_t>(TokenType::Byte))
                fail(kKey, "has the unknown type " + std::to_string(type));
            m_vocabulary.types.push_back(static_cast<TokenType>(type));
            if (m_vocabulary.types.back() == TokenType::Byte && !isByteToken(m_vocabulary.tokens[i]))
                fail(kKey, "calls \"" + m_vocabulary.tokens[i].substr(0, 80) +
                               "\" a byte; those look like \"<0x0A>\"");
        }
    }

    static bool isByteToken(std::string_view token)
    {
        const auto isHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); };
        return token.size() == 6 && token.starts_with("<0x") && isHex(token[3]) && isHex(token[4]) &&
               token[5] == '>';
    }

    /// The first part may itself begin with a space, so the space that parts them is sought behind it.
    void readMerges()
    {
        constexpr std::string_view kKey = "tokenizer.ggml.merges";
        const std::vector<std::string>* merges = m_metadata.texts(kKey);
        if (merges == nullptr)
            return;
        for (const std::string& merge : *merges) {
            const std::size_t space = merge.find(' ', 1);
            if (space == std::string::npos || space + 1 == merge.size() || !isValidUtf8(merge))
                fail(kKey, "has \"" + validUtf8(merge.substr(0, 80)) +
                               "\", which is not two parts with a space between");
        }
        m_vocabulary.merges = *merges;
    }

    [[nodiscard]] std::optional<std::int32_t> id(std::string_view key) const
    {
        const auto value = m_metadata.integer(key);
        if (!value)
            return std::nullopt;
        if (*value < 0 || *value >= static_cast<std::int64_t>(m_vocabulary.tokens.size()))
            fail(key, "is " + std::to_string(*value) + ", which is no token of the vocabulary");
        return static_cast<std::int32_t>(*value);
    }

    void readIds()
    {
        m_vocabulary.bosId = id("tokenizer.ggml.bos_token_id");
        m_vocabulary.eosId = id("tokenizer.ggml.eos_token_id");
        m_vocabulary.eotId = id("tokenizer.ggml.eot_token_id");
        m_vocabulary.eomId = id("tokenizer.ggml.eom_token_id");
        m_vocabulary.unknownId = id("tokenizer.ggml.unknown_token_id");
        m_vocabulary.padId = id("tokenizer.ggml.padding_token_id");
    }

    const GgufMetadata& m_metadata;
    GgufVocabulary m_vocabulary;
};

} // namespace

GgufVocabulary readGgufVocabulary(const GgufFile& file)
{
    return VocabularyReader(file.metadata()).read();
}

} // namespace rw
