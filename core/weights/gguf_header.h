#pragma once

#include "core/weights/ggml_type.h"
#include "core/weights/gguf_metadata.h"
#include "core/weights/regular_file.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rw {

/// One tensor of a GGUF file.
struct GgufTensor
{
    std::string name;
    GgmlType type = GgmlType::F32;
    std::vector<std::int64_t> shape; ///< outermost first, as PyTorch has it (files have it the other way)
    std::uint64_t begin = 0;         ///< offset of its data in its file, in bytes
    std::uint64_t bytes = 0;
    std::size_t part = 0; ///< which file of a split model

    /// Values of one row, the last of `shape`: whole blocks.
    [[nodiscard]] std::uint64_t rowValues() const { return static_cast<std::uint64_t>(shape.back()); }
    [[nodiscard]] std::uint64_t elements() const;
};

/// All that stands before the data of one GGUF file.
struct GgufHeader
{
    std::uint32_t version = 0;
    GgufMetadata metadata;
    std::vector<GgufTensor> tensors; ///< in the order of the file and of their data
};

/// Reads and checks a header of version 2 or 3: every length against what the file still holds before
/// anything is allocated, names, types, shapes, and that the data lies in order, aligned and inside the file.
/// @throws Error naming the file and what is broken.
GgufHeader readGgufHeader(const RegularFile& file);

} // namespace rw
