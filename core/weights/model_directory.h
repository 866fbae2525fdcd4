#pragma once

#include "core/weights/decoder_weights.h"
#include "core/weights/model_config.h"
#include "core/weights/safetensors.h"

#include <filesystem>

namespace rw {

/// Checks that `modelDirectory` holds config.json, model.safetensors, tokenizer.json and chat_template.jinja,
/// and that they agree: the tensors are exactly those that the config implies, the config's vocabulary holds
/// every token and stop id. Reads no weight.
/// @return the config. @throws Error with one message that names the file at fault.
ModelConfig checkModelDirectory(const std::filesystem::path& modelDirectory);

/// Checks that `file` has exactly the tensors that `config` implies. @throws Error naming the first that does
/// not.
void checkTensors(const SafetensorsFile& file, const ModelConfig& config);

/// Copies tokenizer.json, chat_template.jinja and, where present, tokenizer_config.json.
/// @throws Error naming the file.
void copyTextFiles(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace rw
