#pragma once

#include "core/text/piece_scanner.h"

#include <string>
#include <string_view>

namespace rw {

struct TokenizerTables;

/// What a name in `tokenizer.ggml.pre` stands for (llama.cpp, llama-vocab.cpp).
struct GgufPreTokenizer
{
    std::string_view name;
    WordPattern pattern = WordPattern::Gpt2;
    bool singleDigits = false;
    bool compose = false; ///< NFC, which a GGUF file leaves unsaid
    bool ignoreMerges = false;
    bool addBos = false; ///< unless the file says otherwise
};

/// Null for a name that is not supported.
const GgufPreTokenizer* findGgufPreTokenizer(std::string_view name);

/// Sets what it stands for.
void applyPreTokenizer(const GgufPreTokenizer& pre, TokenizerTables& tables);

/// The name for what these tables do; empty where there is none.
std::string ggufPreTokenizerName(const TokenizerTables& tables);

} // namespace rw
