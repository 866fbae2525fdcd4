#pragma once

#include "core/weights/ggml_type.h"

#include <span>
#include <string>

namespace rw {

/// Floats as blocks of a GGUF tensor: F32, F16 or Q8_0 (d = max / 127, each value rounded to the nearest
/// multiple of it, as ggml's reference implementation does).
/// @param values whole blocks.
std::string quantise(GgmlType type, std::span<const float> values);

} // namespace rw
