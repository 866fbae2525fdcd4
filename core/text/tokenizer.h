#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

struct GgufVocabulary;
struct TokenizerTables;

/// What encode() does with text that spells a special token, for example "<|end|>".
enum class SpecialTokens {
    Ignore,    ///< It is ordinary text. For everything that a person or a file brings.
    Recognise, ///< It becomes that token. For trusted text alone: our own templates and corpora.
};

/// A part of a text, and what it may become.
struct TextStretch
{
    std::string_view text;
    SpecialTokens mode = SpecialTokens::Ignore;
};

/// Byte-pair encoding (Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units", 2016)
/// over bytes, as in GPT-2, or over characters with bytes for those that have no token, as SentencePiece has
/// it: what tokenizer.json files and GGUF files of Llama, Qwen, Gemma, SmolLM and GPT-2 models say.
/// Immutable; copies are cheap and share the tables; every member may be called from any thread.
class Tokenizer
{
public:
    /// @param path a tokenizer.json of at most 64 MiB, a directory that holds one, or a GGUF file.
    /// @throws Error naming the file and what in it is broken or not supported.
    static Tokenizer load(const std::filesystem::path& path);
    /// From the text of a tokenizer.json. @param what names it in messages.
    static Tokenizer parse(std::string_view json, std::string_view what);
    /// From what a GGUF file says of its tokenizer. @param what names the file in messages.
    static Tokenizer fromGguf(const GgufVocabulary& vocabulary, std::string_view what);

    /// "byte-level BPE": what it merges, for people.
    [[nodiscard]] std::string_view kind() const;

    /// Token ids of `text`. Bytes that are not UTF-8 are read as U+FFFD. Nothing is added in front or behind.
    [[nodiscard]] std::vector<std::int32_t> encode(std::string_view text,
                                                   SpecialTokens mode = SpecialTokens::Ignore) const;

    /// Token ids of the stretches joined to one text: merges know no border between them. Special tokens are
    /// recognised where neighbouring stretches of Recognise spell them alone.
    [[nodiscard]] std::vector<std::int32_t> encode(std::span<const TextStretch> stretches) const;

    /// Text of `tokens` in valid UTF-8; sequences that are not become U+FFFD. Ids without a token give
    /// nothing.
    /// @param skipSpecial leave special tokens out instead of spelling them.
    [[nodiscard]] std::string decode(std::span<const std::int32_t> tokens, bool skipSpecial = true) const;

    /// The raw bytes of one token, not always UTF-8; empty for an id without a token.
    [[nodiscard]] std::string tokenBytes(std::int32_t id) const;

    /// Ids run from 0 to vocabSize() - 1. A model may have more; its others have no text.
    [[nodiscard]] int vocabSize() const;

    /// @param token an added token's text, or a token as its vocabulary has it; byte-level: its raw bytes.
    [[nodiscard]] std::optional<std::int32_t> idOf(std::string_view token) const;
    [[nodiscard]] bool isSpecial(std::int32_t id) const;

    /// What belongs in front of a text and behind it, for example the token that begins a text. encode() does
    /// not add them: a raw completion does, chat templates write their own.
    [[nodiscard]] std::span<const std::int32_t> idsInFront() const;
    [[nodiscard]] std::span<const std::int32_t> idsBehind() const;

    /// What a person should know about how the file was read, with a way out; mostly empty.
    [[nodiscard]] const std::string& warning() const;

    /// What the file says, for the rest of core/text.
    [[nodiscard]] const TokenizerTables& tables() const { return *m_tables; }

private:
    explicit Tokenizer(std::shared_ptr<const TokenizerTables> tables);

    std::shared_ptr<const TokenizerTables> m_tables;
};

} // namespace rw
