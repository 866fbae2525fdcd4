#pragma once

#include "core/weights/gguf_vocabulary.h"

#include <string>

namespace rw {

class Tokenizer;

/// Text of a tokenizer.json that `tokenizers` and transformers open and that encodes and decodes the same.
std::string tokenizerJson(const Tokenizer& tokenizer);

/// The same for a GGUF file. Its ids of eos, eot and padding and its chat template are the caller's to add.
/// @throws Error naming what a GGUF file has no word for.
GgufVocabulary ggufVocabulary(const Tokenizer& tokenizer);

} // namespace rw
