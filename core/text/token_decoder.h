#pragma once

#include "core/base/utf8.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw {

struct TokenizerTables;

/// How the texts of tokens become text again.
struct DecoderRules
{
    bool byteLevel = false; ///< tokens are bytes, which join to UTF-8; the rest is for tokens that are text
    std::vector<std::pair<std::string, std::string>> replacements; ///< in every token, in order: from, to
    bool byteFallback = false;                                     ///< tokens "<0x0A>" are bytes
    bool dropFirstMarkers = false; ///< Metaspace: the markers of the first token go away
    std::string marker;            ///< Metaspace: becomes a space; empty: no such decoder
    std::string leading;           ///< Strip: this character, at the beginning,
    std::int32_t leadingCount = 0; ///< goes away at most so often
};

/// The byte that a token "<0x0A>" stands for; -1 for any other text.
int fallbackByte(std::string_view token);

/// Joins tokens to text as they arrive. What the pieces join to is the text of the tokens at once.
/// Holds back bytes until they are a character; those of byte tokens until their run ends, since a run that
/// is not UTF-8 as a whole gives a U+FFFD for each of its bytes (`tokenizers`, byte_fallback.rs).
class TokenJoiner
{
public:
    /// @param tables outlive the joiner.
    explicit TokenJoiner(const TokenizerTables& tables);

    /// @param id a token; ids without one give nothing.
    std::string push(std::int32_t id);
    /// The end of the text: what is still held back.
    std::string finish();

private:
    std::string endByteRun();
    std::string withoutLeading(std::string text);

    const TokenizerTables& m_tables;
    Utf8Stream m_bytes;
    std::string m_byteRun;
    bool m_isFirst = true;
    std::int32_t m_leadingLeft;
};

/// The bytes of one token by itself, in the middle of a text.
std::string bytesOfToken(const TokenizerTables& tables, std::int32_t id);

} // namespace rw
