#pragma once

#include "core/policy/lora_adapter.h"
#include "core/policy/transformer.h"

#include <filesystem>
#include <vector>

namespace rw {

inline constexpr const char* kAdapterConfigFile = "adapter_config.json";
inline constexpr const char* kAdapterWeightsFile = "adapter_model.safetensors";

/// Whether `path` is the directory of an adapter rather than of a whole model.
bool isAdapterDirectory(const std::filesystem::path& path);

/// Writes the adapter of `model` in peft's layout: adapter_model.safetensors and adapter_config.json, which
/// name the base by its path, and by a fingerprint of its weights.
/// @param base where the base was read from. @throws Error naming the file.
void saveAdapter(const Transformer& model, const std::filesystem::path& directory,
                 const std::filesystem::path& base);

/// A model on disk and the adapters on it, each trained on what stands below it.
struct AdapterStack
{
    std::filesystem::path base;                  ///< a directory or a GGUF file
    std::vector<std::filesystem::path> adapters; ///< the one that was asked for is the last
};

/// What stands at `path`: a model alone is a stack without adapters. Reads the adapters' configs alone.
/// @throws Error naming the file, also for adapters that stand on one another in a circle.
AdapterStack adapterStack(const std::filesystem::path& path);

/// Reads an adapter for `base`. @throws Error naming the file, if it cannot be read, does not fit the base's
/// shape, or was made for other weights.
LoraAdapter loadAdapter(const std::filesystem::path& directory, const Transformer& base);

/// Puts the adapters of a stack on its base: the last one stays apart, those below it are merged.
void loadAdapters(const AdapterStack& stack, Transformer& base);

} // namespace rw
