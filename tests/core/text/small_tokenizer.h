#pragma once

#include "core/text/bpe_trainer.h"
#include "core/text/school_tokens.h"
#include "core/text/tokenizer.h"

#include <cstdint>
#include <string>

namespace rw::test {

/// The school's special tokens (0-3), the bytes (4-259), and five merges written by hand:
/// 260 "th", 261 "the", 262 " the", 263 "in", 264 "ing".
inline BpeVocabulary smallVocabulary()
{
    BpeVocabulary vocabulary;
    vocabulary.specialTokens = {kSchoolTokens.begin(), kSchoolTokens.end()};
    for (int byte = 0; byte < 256; ++byte)
        vocabulary.tokens.emplace_back(1, static_cast<char>(byte));
    vocabulary.merges = {{"t", "h"}, {"th", "e"}, {" ", "the"}, {"i", "n"}, {"in", "g"}};
    for (const auto& [left, right] : vocabulary.merges)
        vocabulary.tokens.push_back(left + right);
    return vocabulary;
}

inline Tokenizer smallTokenizer()
{
    return Tokenizer::parse(smallVocabulary().toTokenizerJson(), "small");
}

/// Id of a byte in it.
inline std::int32_t idOfByte(char byte)
{
    return 4 + static_cast<unsigned char>(byte);
}

} // namespace rw::test
