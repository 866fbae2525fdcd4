#pragma once

#include "core/weights/model_config.h"
#include "core/weights/regular_file.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rw {

/// Types of weights that are read. Files may name others; such files are refused.
enum class WeightType { F32, F16, BF16, F64 };

/// Bytes of one value.
std::size_t byteSize(WeightType type);
/// The name in files: "F32".
std::string_view nameOf(WeightType type);

/// One tensor of a safetensors file.
struct TensorInfo
{
    std::string name;
    WeightType type = WeightType::F32;
    std::vector<std::int64_t> shape; ///< empty: a scalar
    std::uint64_t begin = 0;         ///< offset of its data in the file, in bytes
    std::uint64_t end = 0;           ///< one past its data

    [[nodiscard]] std::uint64_t bytes() const { return end - begin; }
    [[nodiscard]] std::uint64_t elements() const { return bytes() / byteSize(type); }
    [[nodiscard]] std::string dtypeName() const { return std::string(nameOf(type)); }
};

/// A safetensors file, opened and checked; the data is read on demand into memory of the caller's.
/// Movable; reading may be done from several threads.
class SafetensorsFile
{
public:
    /// Opens the file and checks all of its header: sizes, types, no overlap, no hole, nothing behind the
    /// end.
    /// @throws Error naming the file and what is broken. FIFOs, devices and folders are refused.
    static SafetensorsFile open(const std::filesystem::path& path);

    /// In the order of their data.
    [[nodiscard]] std::span<const TensorInfo> tensors() const { return m_tensors; }
    /// Null where there is none of that name.
    [[nodiscard]] const TensorInfo* find(std::string_view name) const;
    /// The header's "__metadata__".
    [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    [[nodiscard]] const std::filesystem::path& path() const { return m_file.path(); }

    /// Reads a tensor as floats, converting F16, BF16 and F64. Row-major.
    /// @param values exactly as long as the tensor.
    /// @throws Error if there is no such tensor, the length differs, or the file cannot be read.
    void readFloats(std::string_view name, std::span<float> values) const;
    /// Reads values.size() values of one of tensors() from value `first` on.
    void readFloats(const TensorInfo& tensor, std::uint64_t first, std::span<float> values) const;

private:
    explicit SafetensorsFile(RegularFile file)
        : m_file(std::move(file))
    {
    }

    RegularFile m_file;
    std::vector<TensorInfo> m_tensors;
    std::map<std::string, std::size_t, std::less<>> m_byName;
    std::map<std::string, std::string> m_metadata;
};

/// A tensor to write whose values are asked for when their turn comes.
struct TensorPlan
{
    std::string name;
    std::vector<std::int64_t> shape;
};

/// Writes a safetensors file atomically: tensors in the order of their names, header padded with spaces to a
/// multiple of 8. The bytes depend on the arguments alone.
/// @param values gives a tensor's values, row-major, valid until the next call.
/// @throws Error naming the file, or the tensor whose name repeats or whose shape does not fit its values.
void writeSafetensors(const std::filesystem::path& path, std::span<const TensorPlan> tensors, SavedType type,
                      const std::function<std::span<const float>(const TensorPlan&)>& values,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

/// A tensor to write, fp32, row-major. The values belong to the caller and must outlive the call.
struct TensorToWrite
{
    std::string name;
    std::vector<std::int64_t> shape; ///< its product is values.size()
    std::span<const float> values;
};

/// The same for fp32 tensors that are at hand.
void writeSafetensors(const std::filesystem::path& path, std::span<const TensorToWrite> tensors,
                      const std::map<std::string, std::string>& metadata = {{"format", "pt"}});

} // namespace rw
