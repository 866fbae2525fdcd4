#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rw {

/// What the metadata of a GGUF file says about its tokenizer and its chat template, as the keys
/// `tokenizer.ggml.*` and `tokenizer.chat_template` name it. Text is UTF-8 as the file has it.
struct GgufVocabulary
{
    /// `tokenizer.ggml.token_type` of a token.
    enum class TokenType : std::int8_t {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
        Unused = 5,
        Byte = 6,
    };

    std::string model;               ///< "gpt2": byte-level BPE; "llama": SentencePiece with scores
    std::string pre;                 ///< name of the pre-tokeniser, "smollm"; empty: none given
    std::vector<std::string> tokens; ///< by id
    std::vector<float> scores;       ///< by id; empty: none given
    std::vector<TokenType> types;    ///< by id; empty: none given
    std::vector<std::string> merges; ///< "left right", first merge first
    std::optional<std::int32_t> bosId;
    std::optional<std::int32_t> eosId;
    std::optional<std::int32_t> eotId;
    std::optional<std::int32_t> eomId;
    std::optional<std::int32_t> unknownId;
    std::optional<std::int32_t> padId;
    std::optional<bool> addBos;
    std::optional<bool> addEos;
    std::optional<bool> addSpacePrefix;
    std::string chatTemplate;    ///< Jinja; empty: none given
    std::string huggingFaceJson; ///< `tokenizer.huggingface.json`; empty: none given

    bool operator==(const GgufVocabulary&) const = default;
};

class GgufFile;

/// Reads and checks the vocabulary of an opened file: lists of one length, ids inside the vocabulary, no
/// token text twice, merges of two parts, byte tokens that name a byte, valid UTF-8.
/// @throws Error naming the file and the key at fault, or saying that the file has no tokenizer.
GgufVocabulary readGgufVocabulary(const GgufFile& file);

} // namespace rw
