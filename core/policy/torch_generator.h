#pragma once

#include "core/policy/generator.h"

namespace rw {

/// A generator on LibTorch's operators, for GPUs; runs on the CPU as well. Random draws are those of the CPU
/// generator, logits agree with it to rounding; rows are not bit-equal across batches.
std::unique_ptr<Generator> makeTorchGenerator(const ModelConfig& config, c10::Device device,
                                              Precision precision = Precision::Fp32);

} // namespace rw
