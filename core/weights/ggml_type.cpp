#include "core/weights/ggml_type.h"

#include <algorithm>
#include <array>

namespace rw {

namespace {

/// Sizes as in ggml-common.h.
constexpr std::array kTypes{
    GgmlTypeInfo{GgmlType::F32, "F32", 1, 4},         GgmlTypeInfo{GgmlType::F16, "F16", 1, 2},
    GgmlTypeInfo{GgmlType::Q4_0, "Q4_0", 32, 18},     GgmlTypeInfo{GgmlType::Q4_1, "Q4_1", 32, 20},
    GgmlTypeInfo{GgmlType::Q5_0, "Q5_0", 32, 22},     GgmlTypeInfo{GgmlType::Q5_1, "Q5_1", 32, 24},
    GgmlTypeInfo{GgmlType::Q8_0, "Q8_0", 32, 34},     GgmlTypeInfo{GgmlType::Q2_K, "Q2_K", 256, 84},
    GgmlTypeInfo{GgmlType::Q3_K, "Q3_K", 256, 110},   GgmlTypeInfo{GgmlType::Q4_K, "Q4_K", 256, 144},
    GgmlTypeInfo{GgmlType::Q5_K, "Q5_K", 256, 176},   GgmlTypeInfo{GgmlType::Q6_K, "Q6_K", 256, 210},
    GgmlTypeInfo{GgmlType::IQ4_NL, "IQ4_NL", 32, 18}, GgmlTypeInfo{GgmlType::F64, "F64", 1, 8},
    GgmlTypeInfo{GgmlType::BF16, "BF16", 1, 2},
};

struct OtherType
{
    std::uint32_t number;
    std::string_view name;
};

/// Types that are not read, by their numbers in ggml.h.
constexpr OtherType kOtherTypes[]{{9, "Q8_1"},     {15, "Q8_K"},  {16, "IQ2_XXS"}, {17, "IQ2_XS"},
                                  {18, "IQ3_XXS"}, {19, "IQ1_S"}, {21, "IQ3_S"},   {22, "IQ2_S"},
                                  {23, "IQ4_XS"},  {24, "I8"},    {25, "I16"},     {26, "I32"},
                                  {27, "I64"},     {29, "IQ1_M"}, {34, "TQ1_0"},   {35, "TQ2_0"},
                                  {39, "MXFP4"},   {40, "NVFP4"}, {41, "Q1_0"},    {42, "Q2_0"}};

} // namespace

const GgmlTypeInfo* findGgmlType(std::uint32_t number)
{
    const auto found = std::find_if(kTypes.begin(), kTypes.end(), [&](const GgmlTypeInfo& info) {
        return static_cast<std::uint32_t>(info.type) == number;
    });
    return found == kTypes.end() ? nullptr : &*found;
}

const GgmlTypeInfo& infoOf(GgmlType type)
{
    return *findGgmlType(static_cast<std::uint32_t>(type));
}

std::string ggmlTypeName(std::uint32_t number)
{
    if (const GgmlTypeInfo* info = findGgmlType(number))
        return std::string(info->name);
    for (const auto& [other, name] : kOtherTypes) {
        if (other == number)
            return std::string(name);
    }
    return "type " + std::to_string(number);
}

} // namespace rw
