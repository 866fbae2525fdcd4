#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rw {

struct BpeTrainerOptions
{
    int vocabSize = 512;                    ///< special tokens, 256 bytes and merges together
    std::vector<std::string> specialTokens; ///< get the ids from 0 in this order
    std::int64_t minimumCount = 2;          ///< a pair rarer than this is not merged
};

/// A trained byte-level vocabulary. Ids count through the special tokens, then through the others.
struct BpeVocabulary
{
    std::vector<std::string> specialTokens;
    std::vector<std::string> tokens; ///< raw bytes: the 256 bytes, then what merges made
    std::vector<std::pair<std::string, std::string>> merges; ///< raw bytes of both parts, best first

    [[nodiscard]] int size() const;

    /// Text of a tokenizer.json that Tokenizer and the Hugging Face `tokenizers` package open and that
    /// encodes the same in both.
    [[nodiscard]] std::string toTokenizerJson() const;
    /// Writes it to `tokenizerJson` atomically. @throws Error naming the file.
    void writeTokenizer(const std::filesystem::path& tokenizerJson) const;
};

/// Learns a byte-level BPE from texts. Digits stay single: no merge contains one. The result depends on the
/// texts alone, not on their order or the platform; ties go to the pair of lower ids.
class BpeTrainer
{
public:
    /// @throws Error if the size cannot hold the special tokens and the bytes, or if a special token repeats
    /// or could also come out of merging, as a single word could.
    explicit BpeTrainer(BpeTrainerOptions options);

    /// Counts a text. Special tokens in it are ordinary text: add only what stands between them.
    void add(std::string_view text);

    [[nodiscard]] BpeVocabulary train() const;

private:
    BpeTrainerOptions m_options;
    std::unordered_map<std::string, std::int64_t> m_pieces; ///< how often each pre-tokenised piece occurs
};

} // namespace rw
