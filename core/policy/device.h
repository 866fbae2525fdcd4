#pragma once

#include <c10/core/Device.h>

#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// In what the copy of a model that draws answers keeps its projections, keys and values. Embeddings, norms,
/// the head, softmaxes and logits are fp32 in either, and so is what learns.
enum class Precision { Fp32, Bf16 };

/// The device chosen, and one sentence why, for people and for the run record.
struct DeviceChoice
{
    c10::Device device;
    std::string reason; ///< "CPU: this LibTorch has no CUDA."
    Precision precision = Precision::Fp32;
};

/// @param wish "auto", "cpu", "cuda" or "cuda:n". "auto" and "cuda" fall back to the CPU with the reason
/// where no GPU works.
/// @throws UsageError for another word.
DeviceChoice chooseDevice(std::string_view wish);

/// @param wish "auto" (bf16 on GPUs, else fp32), "fp32" or "bf16"
/// @throws UsageError for another word, and for bf16 on the CPU.
Precision choosePrecision(std::string_view wish, c10::Device device);

/// What chooseDevice() may be asked for, "cpu" first, then every GPU: "cuda:0". Whether those work is not
/// tried.
std::vector<std::string> devices();

} // namespace rw
