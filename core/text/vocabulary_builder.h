#pragma once

#include "core/text/tokenizer_tables.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// Takes a vocabulary as a file gives it, checks it, and fills in the tables: texts, traits, index, bytes,
/// added tokens and merges. What else the tables need is set by whoever reads the file, before close().
class VocabularyBuilder
{
public:
    /// @param tables `byteLevel` and `normalizer` are set already.
    /// @param what   names the file in messages.
    VocabularyBuilder(TokenizerTables& tables, std::string_view what, std::string_view remedy);

    /// A token of the model's vocabulary. `text` stays valid until close().
    void addToken(std::string_view text, std::uint64_t id);
    /// A token found before merging; of the model's vocabulary if a token of this text and id was added.
    void addAdded(AddedToken token, std::uint64_t id);
    /// Call once, behind the tokens and before the merges.
    void close();

    void expectMerges(std::size_t count);
    /// Merges come in order, first the ones that merge first; both parts and what they make are tokens.
    void addMerge(std::string_view left, std::string_view right);
    /// All merges that a vocabulary with scores implies: every way to cut a token into two tokens, those of
    /// the highest score first.
    void addScoredMerges(std::span<const float> scores);
    /// Call once, behind the merges.
    void closeMerges();

    /// Id of a token of the model's vocabulary, for example the unknown one. @throws Error naming `role`.
    [[nodiscard]] std::int32_t idOf(std::string_view text, std::string_view role) const;

    [[noreturn]] void fail(const std::string& problem) const;

    static constexpr std::uint64_t kMaxTokens = std::uint64_t{1} << 22U;
    static constexpr std::size_t kLongestToken = 2048;

private:
    struct Entry
    {
        std::string_view text;
        std::uint64_t id;
    };

    [[nodiscard]] std::vector<std::string_view> textsById();
    void fillTexts(const std::vector<std::string_view>& byId);
    void fillBytes();
    void fillAdded();
    /// Finds the tokens of the merges whose parts are in m_parts.
    void resolveParts();
    void setMerge(const Merge& merge);

    TokenizerTables& m_tables;
    std::string m_what;
    std::string m_remedy;
    std::vector<Entry> m_entries;
    std::vector<Merge> m_merges;
    std::int32_t m_rank = 0;
    std::string m_parts;                 ///< left and right parts of some merges, one behind the other
    std::vector<std::size_t> m_partEnds; ///< in m_parts: of each left, each right
};

} // namespace rw
