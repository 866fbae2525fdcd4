#pragma once

#include "core/text/added_tokens.h"
#include "core/text/merge_table.h"
#include "core/text/normalizer.h"
#include "core/text/pre_tokenizer.h"
#include "core/text/token_decoder.h"
#include "core/text/token_index.h"
#include "core/text/token_texts.h"
#include "core/weights/gguf_vocabulary.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

struct TokenTraits
{
    bool special = false;
    bool inModel = false;  ///< of the model's vocabulary; false: only added to it
    bool verbatim = false; ///< of a byte-level vocabulary, but not written in the alphabet of bytes
};

/// What a tokenizer's file says, in the form in which encoding and decoding use it.
struct TokenizerTables
{
    bool byteLevel = false;          ///< tokens are bytes; false: characters
    TokenTexts texts;                ///< by id; byte-level: raw bytes
    std::vector<TokenTraits> traits; ///< by id
    TokenIndex index;                ///< all but the verbatim ones
    /// Token of each byte, -1 where there is none: byte-level the bytes themselves, else those of byte
    /// fallback.
    std::array<std::int32_t, 256> byteIds{};
    std::array<std::int32_t, 128> asciiIds{}; ///< not byte-level: tokens of the ASCII characters, or -1
    MergeTable merges;
    bool ignoreMerges = false; ///< a piece that is a token as a whole is not merged up to it
    bool byteFallback = false; ///< a character without a token becomes those of its bytes
    bool fuseUnknown = false;  ///< neighbouring unknown characters become one unknown token
    std::int32_t unknownId = -1;
    bool wordsStayApart = false; ///< no merge joins a word's end to a marker U+2581 behind it

    std::vector<AddedToken> added; ///< all of them, by id
    AddedTokens rawAdded;          ///< those found before normalising
    AddedTokens normalizedAdded;   ///< those found after
    Normalizer normalizer;
    PreTokenizer preTokenizer;
    DecoderRules decoder;
    std::vector<std::int32_t> inFront; ///< what belongs in front of a text: bos
    std::vector<std::int32_t> behind;
    std::string warning; ///< what a person should know about how the file was read

    /// A token as tokenizer.json and GGUF write it: byte-level ones in the alphabet of bytes.
    [[nodiscard]] std::string fileText(std::int32_t id) const;

    [[nodiscard]] bool has(std::int32_t id) const { return id >= 0 && id < texts.size(); }
    /// The token of this text that ordinary text may become, or -1.
    [[nodiscard]] std::int32_t ordinary(std::string_view text) const
    {
        const std::int32_t id = index.find(texts, text);
        if (id < 0)
            return -1;
        const TokenTraits& token = traits[static_cast<std::size_t>(id)];
        return token.inModel && !token.special ? id : -1;
    }
};

/// Largest tokenizer.json that is read, in bytes.
inline constexpr std::size_t kTokenizerFileLimit = std::size_t{64} << 20U;

/// Reads a tokenizer.json. @throws Error naming `what` and what in it is broken or not supported.
TokenizerTables parseTokenizerJson(std::string_view json, std::string_view what);

/// Reads the tokenizer of a GGUF file. @throws Error as above.
TokenizerTables tablesFromGguf(const GgufVocabulary& vocabulary, std::string_view what);

} // namespace rw
