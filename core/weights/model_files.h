#pragma once

#include "core/weights/decoder_weights.h"
#include "core/weights/model_config.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rw {

/// A tensor under the name and in the type that its file gives it.
struct StoredTensor
{
    std::string name;
    std::string type;                ///< "BF16", "Q4_K"
    std::vector<std::int64_t> shape; ///< outermost first; empty: a scalar
    std::uint64_t bytes = 0;
};

/// The weights of one model on disk, whatever the format. Reading may be done from several threads.
class WeightStore
{
public:
    virtual ~WeightStore() = default;

    /// In the order of the files.
    [[nodiscard]] virtual std::vector<StoredTensor> tensors() const = 0;

    /// Reads a weight as fp32 in the shape of `weight`, row-major: converted or dequantised, transposed,
    /// split or un-permuted where the files have it otherwise.
    /// @param values exactly weight.elements()
    /// @throws Error naming the file, if it cannot be read or holds what a weight may not be.
    virtual void read(const WeightSpec& weight, std::span<float> values) const = 0;
};

enum class ModelFormat { Safetensors, Gguf };

/// A model on disk, opened and checked: its shape, and its weights ready to be read. No weight is read until
/// it is asked for. Movable.
class ModelFiles
{
public:
    /// @param path a directory with config.json and safetensors files, or a GGUF file.
    /// @throws Error naming the file at fault and the way out: no such thing, not a model, an architecture
    /// that is not supported, tensors that are not exactly those the config implies.
    static ModelFiles open(const std::filesystem::path& path);

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    [[nodiscard]] ModelFormat format() const { return m_format; }
    [[nodiscard]] const ModelConfig& config() const { return m_config; }
    [[nodiscard]] const WeightStore& weights() const { return *m_weights; }

    /// Calls `before` with each weight that is about to be read, on the thread that reads it, to show how far
    /// loading is. What it throws ends the reading.
    void watchReading(std::function<void(const WeightSpec&)> before);

private:
    std::filesystem::path m_path;
    ModelFormat m_format = ModelFormat::Safetensors;
    ModelConfig m_config;
    std::unique_ptr<WeightStore> m_weights;
};

} // namespace rw
