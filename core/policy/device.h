#pragma once

#include <c10/core/Device.h>

#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The device chosen, and one sentence why, for people and for the run record.
struct DeviceChoice
{
    c10::Device device;
    std::string reason; ///< "CPU: this LibTorch has no CUDA."
};

/// @param wish "auto", "cpu", "cuda" or "cuda:n". "auto" and "cuda" fall back to the CPU with the reason
/// where no GPU works.
/// @throws UsageError for another word.
DeviceChoice chooseDevice(std::string_view wish);

/// What chooseDevice() may be asked for, "cpu" first, then every GPU: "cuda:0". Whether those work is not
/// tried.
std::vector<std::string> devices();

} // namespace rw
