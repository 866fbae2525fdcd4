#pragma once

#include "core/weights/model_config.h"

#include <filesystem>

namespace rw {

/// Checks that `modelDirectory` holds config.json and safetensors files that agree: the tensors are exactly
/// those that the config implies. Reads no weight.
/// @return the config. @throws Error with one message that names the file at fault.
ModelConfig checkModelDirectory(const std::filesystem::path& modelDirectory);

/// Copies tokenizer.json and, where present, chat_template.jinja, tokenizer_config.json,
/// special_tokens_map.json and LICENSE. @throws Error naming the file.
void copyTextFiles(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace rw
