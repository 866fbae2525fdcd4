#include "core/weights/dequantise.h"

#include "core/weights/quantised_blocks.h"

#include <bit>
#include <cassert>

namespace rw {

namespace {

void decodeF32(const std::uint8_t* blocks, std::size_t count, float* values)
{
    std::memcpy(values, blocks, count * sizeof(float));
}

void decodeF16(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (std::size_t i = 0; i < count; ++i)
        values[i] = halfAt(blocks + 2 * i);
}

void decodeBF16(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (std::size_t i = 0; i < count; ++i)
        values[i] = fromBfloat16(loadAt<std::uint16_t>(blocks + 2 * i));
}

void decodeF64(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (std::size_t i = 0; i < count; ++i)
        values[i] = static_cast<float>(loadAt<double>(blocks + 8 * i));
}

BlockDecoder decoderOf(GgmlType type)
{
    switch (type) {
    case GgmlType::F32:
        return decodeF32;
    case GgmlType::F16:
        return decodeF16;
    case GgmlType::BF16:
        return decodeBF16;
    case GgmlType::F64:
        return decodeF64;
    case GgmlType::Q4_0:
        return decodeQ4_0;
    case GgmlType::Q4_1:
        return decodeQ4_1;
    case GgmlType::Q5_0:
        return decodeQ5_0;
    case GgmlType::Q5_1:
        return decodeQ5_1;
    case GgmlType::Q8_0:
        return decodeQ8_0;
    case GgmlType::IQ4_NL:
        return decodeIQ4_NL;
    case GgmlType::Q2_K:
        return decodeQ2_K;
    case GgmlType::Q3_K:
        return decodeQ3_K;
    case GgmlType::Q4_K:
        return decodeQ4_K;
    case GgmlType::Q5_K:
        return decodeQ5_K;
    case GgmlType::Q6_K:
        break;
    }
    return decodeQ6_K;
}

} // namespace

void dequantise(GgmlType type, std::span<const char> blocks, std::span<float> values)
{
    const GgmlTypeInfo& info = infoOf(type);
    const std::size_t count = blocks.size() / info.blockBytes;
    assert(count * info.blockBytes == blocks.size() && count * info.blockValues == values.size());
    if (count > 0)
        decoderOf(type)(reinterpret_cast<const std::uint8_t*>(blocks.data()), count, values.data());
}

bool allFinite(std::span<const float> values)
{
    constexpr std::uint32_t kExponent = 0x7F800000U;
    bool finite = true;
    for (const float value : values)
        finite &= (std::bit_cast<std::uint32_t>(value) & kExponent) != kExponent;
    return finite;
}

} // namespace rw
