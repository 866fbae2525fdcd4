#pragma once

#include "core/policy/transformer.h"
#include "core/weights/model_writer.h"

namespace rw {

/// The weights of a transformer as they are when they are asked for, copied from its device one at a time.
/// @param model must outlive the function.
WeightValues valuesOf(const Transformer& model);

} // namespace rw
