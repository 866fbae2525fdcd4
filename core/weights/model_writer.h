#pragma once

#include "core/weights/decoder_weights.h"
#include "core/weights/gguf_vocabulary.h"
#include "core/weights/model_config.h"

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace rw {

class WeightStore;

/// The values of a weight, fp32 and row-major, which stay valid until the next call.
using WeightValues = std::function<std::span<const float>(const WeightSpec&)>;

/// Values read from a store when they are asked for. @param store must outlive the function.
WeightValues valuesOf(const WeightStore& store);

/// Writes config.json, generation_config.json and model.safetensors, under the names and in the layout of the
/// architecture's own files, so that transformers opens them. Each file is written atomically; the bytes
/// depend on the arguments alone.
/// @throws Error naming the file.
void writeModelDirectory(const std::filesystem::path& directory, const ModelConfig& config,
                         const WeightValues& values, SavedType type = SavedType::F32);

/// Types in which the matrices of a GGUF file are saved. What Q8_0 cannot hold (rows that are no multiple of
/// 32) is F16; norms, biases and position embeddings are F32 in any case.
enum class GgufSavedType { F32, F16, Q8_0 };

/// Writes a GGUF file (version 3) that llama.cpp opens: metadata, tokenizer, weights under its names and in
/// its order of rows.
/// @param vocabulary config.vocabSize tokens
/// @param texts further metadata: "general.name", "general.license"
/// @throws Error naming the file, or what of the model GGUF cannot hold.
void writeGguf(const std::filesystem::path& file, const ModelConfig& config, const GgufVocabulary& vocabulary,
               const WeightValues& values, GgufSavedType type,
               const std::map<std::string, std::string>& texts);

} // namespace rw
