#pragma once

#include "core/weights/gguf_file.h"
#include "core/weights/model_files.h"
#include "core/weights/safetensors.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rw {

/// The tensors of a model's files under their own names, whatever the format. Reading may be done from
/// several threads.
class TensorSource
{
public:
    virtual ~TensorSource() = default;

    /// In the order of the files.
    [[nodiscard]] virtual std::vector<StoredTensor> tensors() const = 0;
    /// Reads values.size() values, whole rows of the last dimension, from row `firstRow` on, as floats.
    /// @param name of one of tensors()
    virtual void readRows(std::string_view name, std::int64_t firstRow, std::span<float> values) const = 0;
    /// Names the file of a tensor in messages.
    [[nodiscard]] virtual std::string fileOf(std::string_view name) const = 0;
};

/// model.safetensors of a directory, or the shards that model.safetensors.index.json lists. Shards are named
/// without a folder, no two names differ in case alone, each holds what the index says and nothing twice.
/// @throws Error naming the file at fault.
std::unique_ptr<TensorSource> openSafetensors(const std::filesystem::path& directory);

std::unique_ptr<TensorSource> tensorSource(GgufFile file);

} // namespace rw
