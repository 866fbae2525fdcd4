#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rw {

/// Types of tensors in GGUF files that are read. Their numbers are those of the files.
enum class GgmlType : std::uint32_t {
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q4_1 = 3,
    Q5_0 = 6,
    Q5_1 = 7,
    Q8_0 = 8,
    Q2_K = 10,
    Q3_K = 11,
    Q4_K = 12,
    Q5_K = 13,
    Q6_K = 14,
    IQ4_NL = 20,
    F64 = 28,
    BF16 = 30,
};

/// A type stores its values in blocks: so many values in so many bytes. Rows are whole blocks.
struct GgmlTypeInfo
{
    GgmlType type = GgmlType::F32;
    std::string_view name;       ///< "Q4_K"
    std::size_t blockValues = 1; ///< 1, 32 or 256
    std::size_t blockBytes = 4;
};

/// Null where the number is none of the types that are read.
const GgmlTypeInfo* findGgmlType(std::uint32_t number);
/// Of a type that is read.
const GgmlTypeInfo& infoOf(GgmlType type);
/// The name by which people know a type of any number, read or not: "IQ2_XXS", "type 99".
std::string ggmlTypeName(std::uint32_t number);

} // namespace rw
