#pragma once

#include "core/text/added_tokens.h"
#include "core/text/byte_pair_merger.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rw {

/// What a tokenizer.json says, in the form in which encoding and decoding use it.
struct TokenizerTables
{
    struct Token
    {
        std::string bytes;
        bool special = false;
    };

    std::vector<Token> tokens;                             ///< by id
    std::unordered_map<std::string, std::int32_t> byBytes; ///< ordinary tokens; added ones are in `added`
    std::array<std::int32_t, 256> byteIds{};               ///< token of each byte, -1 where there is none
    MergeTable merges;
    AddedTokens added;
    bool singleDigits = false; ///< numeric characters are set apart before merging
    bool ignoreMerges = false; ///< a piece that is a token as a whole is not merged up to it
};

/// Reads a tokenizer.json. @throws Error naming `what` and what in it is broken or not supported.
TokenizerTables parseTokenizerJson(std::string_view json, std::string_view what);

/// Largest tokenizer.json that is read, in bytes.
inline constexpr std::size_t kTokenizerFileLimit = std::size_t{64} << 20U;

} // namespace rw
