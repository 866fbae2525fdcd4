#pragma once

#include "core/weights/gguf_file.h"
#include "core/weights/model_config.h"

namespace rw {

/// What the metadata of a GGUF file says about the model's shape, in the terms of config.json. Its norms have
/// an offset where those of the architecture's own files have one; reading the weights takes it off.
/// @throws Error naming the file and the key, or the part that is not supported.
ModelConfig readGgufConfig(const GgufFile& file);

} // namespace rw
