#pragma once

#include "core/weights/gguf_vocabulary.h"
#include "core/weights/model_config.h"

#include <filesystem>

namespace rw {

/// Gives `directory` what a model's text needs, so that it opens by itself here and in transformers: the
/// tokenizer's and template's files of a model directory as they are, those of a GGUF file rebuilt from its
/// metadata.
/// @throws Error naming the file.
void writeModelText(const std::filesystem::path& model, const std::filesystem::path& directory);

/// The tokenizer and chat template of a model, a directory or a GGUF file, as a GGUF file holds them: with a
/// token for every row of the embedding, and what ends an answer.
/// @throws Error naming the file, or what GGUF has no word for.
GgufVocabulary modelVocabulary(const std::filesystem::path& model, const ModelConfig& config);

} // namespace rw
