#include "core/policy/device.h"

#include "core/base/error.h"
#include "core/policy/torch_compat.h"

#include <charconv>
#include <exception>
#include <optional>

namespace rw {

namespace {

[[noreturn]] void throwUnknown(std::string_view wish)
{
    throw UsageError("There is no device \"" + std::string(wish) + "\".",
                     "Choose auto, cpu, cuda, or cuda:0 for the first of several GPUs.");
}

/// Index in "cuda:n"; 0 for "cuda". None where the word is another.
std::optional<int> cudaIndex(std::string_view wish)
{
    constexpr std::string_view kCuda = "cuda", kIndexed = "cuda:";
    if (wish == kCuda)
        return 0;
    if (!wish.starts_with(kIndexed))
        return std::nullopt;
    const std::string_view digits = wish.substr(kIndexed.size());
    int index = -1;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (problem != std::errc{} || end != digits.data() + digits.size() || index < 0 || index > 127)
        return std::nullopt;
    return index;
}

DeviceChoice onCpu(const std::string& why)
{
    return {c10::Device(c10::kCPU), "CPU: " + why};
}

std::string firstLine(std::string_view text)
{
    return std::string(text.substr(0, text.find('\n')));
}

/// The GPU if a sum computed on it is right, else the CPU and why.
DeviceChoice tryCuda(int index)
{
    if (!at::hasCUDA())
        return onCpu("this LibTorch finds no CUDA GPU.");
    const c10::Device device(c10::kCUDA, static_cast<c10::DeviceIndex>(index));
    const std::string name = device.str();
    try {
        const at::Tensor sum = at::ones({4, 4}, floatOptions(device)).sum().to(c10::Device(c10::kCPU));
        if (sum.item<float>() == 16.0F)
            return {device, "GPU " + name + ": it computed a test sum correctly."};
        return onCpu("GPU " + name + " got a test sum wrong.");
    } catch (const std::exception& error) {
        return onCpu("GPU " + name + " does not work (" + firstLine(error.what()) + ").");
    }
}

} // namespace

DeviceChoice chooseDevice(std::string_view wish)
{
    if (wish == "cpu")
        return onCpu("it was asked for.");
    const std::optional<int> index = wish == "auto" ? 0 : cudaIndex(wish);
    if (!index)
        throwUnknown(wish);
    return tryCuda(*index);
}

Precision choosePrecision(std::string_view wish, c10::Device device)
{
    if (wish == "auto")
        return device.is_cpu() ? Precision::Fp32 : Precision::Bf16;
    if (wish == "fp32")
        return Precision::Fp32;
    if (wish != "bf16")
        throw UsageError("There is no number type \"" + std::string(wish) + "\".",
                         "Choose auto, fp32 or bf16.");
    if (device.is_cpu())
        throw UsageError("The CPU draws answers in fp32 alone.", "Choose --dtype fp32, or a GPU.");
    return Precision::Bf16;
}

std::vector<std::string> devices()
{
    std::vector<std::string> found{"cpu"};
    const std::size_t gpus = at::hasCUDA() ? at::getNumGPUs() : 0;
    for (std::size_t i = 0; i < gpus; ++i)
        found.push_back("cuda:" + std::to_string(i));
    return found;
}

} // namespace rw
