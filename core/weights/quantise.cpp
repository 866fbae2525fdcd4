#include "core/weights/quantise.h"

#include "core/weights/float_formats.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

namespace rw {

namespace {

constexpr std::size_t kBlock = 32;

void storeAt(char* bytes, std::uint16_t bits)
{
    std::memcpy(bytes, &bits, sizeof bits);
}

void encodeQ8_0(std::span<const float> values, char* bytes)
{
    float largest = 0.0F;
    for (const float value : values)
        largest = std::max(largest, std::abs(value));
    const float d = largest / 127.0F;
    const float inverse = d > 0.0F ? 1.0F / d : 0.0F;
    storeAt(bytes, toHalf(d));
    for (std::size_t i = 0; i < values.size(); ++i)
        bytes[2 + i] = static_cast<char>(static_cast<std::int8_t>(std::round(values[i] * inverse)));
}

} // namespace

std::string quantise(GgmlType type, std::span<const float> values)
{
    const GgmlTypeInfo& info = infoOf(type);
    assert(values.size() % info.blockValues == 0);
    std::string bytes(values.size() / info.blockValues * info.blockBytes, '\0');
    if (type == GgmlType::F32) {
        std::memcpy(bytes.data(), values.data(), values.size_bytes());
    } else if (type == GgmlType::F16) {
        for (std::size_t i = 0; i < values.size(); ++i)
            storeAt(bytes.data() + 2 * i, toHalf(values[i]));
    } else {
        assert(type == GgmlType::Q8_0);
        for (std::size_t block = 0; block * kBlock < values.size(); ++block)
            encodeQ8_0(values.subspan(block * kBlock, kBlock), bytes.data() + block * info.blockBytes);
    }
    return bytes;
}

} // namespace rw
