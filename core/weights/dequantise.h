#pragma once

#include "core/weights/ggml_type.h"

#include <span>

namespace rw {

/// Turns whole blocks of a GGUF tensor into floats, as ggml's reference implementation does, bit for bit.
/// @param blocks as the file has them; no alignment is asked for.
/// @param values exactly as many as the blocks hold.
void dequantise(GgmlType type, std::span<const char> blocks, std::span<float> values);

/// Whether every value is a number: no NaN and no infinity.
bool allFinite(std::span<const float> values);

} // namespace rw
