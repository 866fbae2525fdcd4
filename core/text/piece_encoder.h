#pragma once

#include "core/text/byte_pair_merger.h"
#include "core/text/piece_cache.h"
#include "core/text/tokenizer_tables.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace rw {

/// Turns pieces into tokens. Keeps its buffers from piece to piece; used by one thread at a time.
class PieceEncoder
{
public:
    /// @param tables outlive the encoder.
    explicit PieceEncoder(const TokenizerTables& tables);

    /// Appends the tokens of `piece`.
    /// @param piece valid UTF-8, not empty
    void encode(std::string_view piece, std::vector<std::int32_t>& ids);

private:
    void encodeWord(std::string_view word, std::vector<std::int32_t>& ids);
    /// What the word is before anything is merged, in m_word.
    void beginWithBytes(std::string_view word);
    void beginWithCharacters(std::string_view word);
    /// @return false where bytes have no tokens.
    bool addBytes(std::string_view character);
    void addUnknown();

    const TokenizerTables& m_tables;
    BytePairMerger m_merger;
    PieceCache m_cache;
    std::vector<std::int32_t> m_word;
};

} // namespace rw
