#pragma once

#include "core/engine/loaded_model.h"
#include "core/protocol/model_messages.h"
#include "core/weights/model_writer.h"

#include <filesystem>
#include <string>

namespace rw {

/// What is exported: a shape, its weights, and the model whose tokenizer and chat template go with them.
struct ModelToExport
{
    ModelConfig config;
    WeightValues values;
    std::filesystem::path text; ///< a model directory or a GGUF file
};

/// Writes a model as other programs open it: "safetensors-f32" and "safetensors-bf16" are folders that
/// transformers opens, "gguf-f32", "gguf-f16" and "gguf-q8_0" files that llama.cpp opens. What is there
/// already is never touched.
/// @throws Error naming the place and the reason; nothing half-written stays. UsageError for another format.
void exportModel(const ModelToExport& model, const std::filesystem::path& target, const std::string& format);

/// The same for the model of an open run, as it is now.
protocol::ModelExported exportModel(const LoadedModel& model, const protocol::ExportModelParams& params);

} // namespace rw
