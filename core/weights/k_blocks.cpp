// The "K" types: blocks of 256 values in groups of 16 or 32, whose scales are quantised themselves.
#include "core/weights/quantised_blocks.h"

#include <array>

namespace rw {

namespace {

constexpr std::size_t kBlock = 256;

/// Scale and minimum of a group of 32 in Q4_K and Q5_K: 6 bits each, packed into 12 bytes.
struct GroupScale
{
    float scale;
    float minimum;
};

GroupScale groupScale(const std::uint8_t* packed, std::size_t group, float d, float dmin)
{
    const std::uint8_t* q = packed + group;
    const int scale = group < 4 ? q[0] & 63 : (q[4] & 15) | ((q[-4] >> 6) << 4);
    const int minimum = group < 4 ? q[4] & 63 : (q[4] >> 4) | ((q[0] >> 6) << 4);
    return {d * static_cast<float>(scale), dmin * static_cast<float>(minimum)};
}

/// The 16 scales of Q3_K: 4 low bits in the first 8 bytes, 2 high bits in the last 4.
std::array<float, 16> scalesOfQ3(const std::uint8_t* packed, float d)
{
    std::array<float, 16> scales{};
    for (std::size_t i = 0; i < scales.size(); ++i) {
        const int low = i < 8 ? packed[i] & 15 : packed[i - 8] >> 4;
        const int high = (packed[8 + i % 4] >> (2 * (i / 4))) & 3;
        scales[i] = d * static_cast<float>((low | (high << 4)) - 32);
    }
    return scales;
}

} // namespace

void decodeQ2_K(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 84) {
        const std::uint8_t *scales = blocks, *qs = blocks + 16;
        const float d = halfAt(blocks + 80), dmin = halfAt(blocks + 82);
        for (std::size_t group = 0; group < 16; ++group, values += 16) {
            const float scale = d * static_cast<float>(scales[group] & 15);
            const float minimum = dmin * static_cast<float>(scales[group] >> 4);
            const std::uint8_t* q = qs + 32 * (group / 8) + 16 * (group % 2);
            const std::size_t shift = group % 8 / 2 * 2;
            for (std::size_t j = 0; j < 16; ++j)
                values[j] = scale * static_cast<float>((q[j] >> shift) & 3) - minimum;
        }
    }
}

void decodeQ3_K(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 110) {
        const std::uint8_t *hmask = blocks, *qs = blocks + 32;
        const std::array<float, 16> scales = scalesOfQ3(blocks + 96, halfAt(blocks + 108));
        for (std::size_t group = 0; group < 16; ++group, values += 16) {
            const std::size_t half = 16 * (group % 2), bit = group / 2, shift = group % 8 / 2 * 2;
            const std::uint8_t* q = qs + 32 * (group / 8) + half;
            for (std::size_t j = 0; j < 16; ++j) {
                const int high = (hmask[half + j] >> bit) & 1;
                values[j] = scales[group] * static_cast<float>(((q[j] >> shift) & 3) - 4 * (1 - high));
            }
        }
    }
}

void decodeQ4_K(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 144) {
        const float d = halfAt(blocks), dmin = halfAt(blocks + 2);
        for (std::size_t group = 0; group < 8; ++group, values += 32) {
            const auto [scale, minimum] = groupScale(blocks + 4, group, d, dmin);
            const std::uint8_t* q = blocks + 16 + 32 * (group / 2);
            const std::size_t shift = 4 * (group % 2);
            for (std::size_t j = 0; j < 32; ++j)
                values[j] = scale * static_cast<float>((q[j] >> shift) & 15) - minimum;
        }
    }
}

void decodeQ5_K(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 176) {
        const float d = halfAt(blocks), dmin = halfAt(blocks + 2);
        const std::uint8_t* qh = blocks + 16;
        for (std::size_t group = 0; group < 8; ++group, values += 32) {
            const auto [scale, minimum] = groupScale(blocks + 4, group, d, dmin);
            const std::uint8_t* q = blocks + 48 + 32 * (group / 2);
            const std::size_t shift = 4 * (group % 2);
            for (std::size_t j = 0; j < 32; ++j) {
                const int quant = ((q[j] >> shift) & 15) | (((qh[j] >> group) & 1) << 4);
                values[j] = scale * static_cast<float>(quant) - minimum;
            }
        }
    }
}

void decodeQ6_K(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 210, values += kBlock) {
        const float d = halfAt(blocks + 208);
        for (std::size_t quarter = 0; quarter < 8; ++quarter) { // 32 values each, four a half
            const std::size_t half = quarter / 4, part = quarter % 4;
            const std::uint8_t* ql = blocks + 64 * half + 32 * (part % 2);
            const std::uint8_t* qh = blocks + 128 + 32 * half;
            const std::uint8_t* scales = blocks + 192 + 8 * half + 2 * part;
            const std::array<float, 2> scale{d * static_cast<float>(static_cast<std::int8_t>(scales[0])),
                                             d * static_cast<float>(static_cast<std::int8_t>(scales[1]))};
            float* into = values + 32 * quarter;
            for (std::size_t j = 0; j < 32; ++j) {
                const int low = (ql[j] >> (4 * (part / 2))) & 15;
                const int high = (qh[j] >> (2 * part)) & 3;
                into[j] = scale[j / 16] * static_cast<float>((low | (high << 4)) - 32);
            }
        }
    }
}

} // namespace rw
