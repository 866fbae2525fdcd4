// Types whose blocks hold 32 values: the low nibbles of 16 bytes are the first half, the high ones the
// second.
#include "core/weights/quantised_blocks.h"

#include <array>

namespace rw {

namespace {

constexpr std::size_t kHalf = 16;
constexpr std::size_t kBlock = 2 * kHalf;

/// Calls low and high with each byte's index and nibble.
template <class Value>
void decodeNibbles(const std::uint8_t* qs, float* values, Value value)
{
    for (std::size_t j = 0; j < kHalf; ++j) {
        values[j] = value(j, qs[j] & 15);
        values[j + kHalf] = value(j + kHalf, qs[j] >> 4);
    }
}

/// The fifth bit of element j, in its place.
int fifthBit(std::uint32_t qh, std::size_t j)
{
    return static_cast<int>((qh >> j) & 1U) << 4;
}

} // namespace

void decodeQ4_0(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 18, values += kBlock) {
        const float d = halfAt(blocks);
        decodeNibbles(blocks + 2, values,
                      [d](std::size_t, int nibble) { return static_cast<float>(nibble - 8) * d; });
    }
}

void decodeQ4_1(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 20, values += kBlock) {
        const float d = halfAt(blocks), m = halfAt(blocks + 2);
        decodeNibbles(blocks + 4, values,
                      [d, m](std::size_t, int nibble) { return static_cast<float>(nibble) * d + m; });
    }
}

void decodeQ5_0(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 22, values += kBlock) {
        const float d = halfAt(blocks);
        const auto qh = loadAt<std::uint32_t>(blocks + 2);
        decodeNibbles(blocks + 6, values, [d, qh](std::size_t j, int nibble) {
            return static_cast<float>((nibble | fifthBit(qh, j)) - 16) * d;
        });
    }
}

void decodeQ5_1(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 24, values += kBlock) {
        const float d = halfAt(blocks), m = halfAt(blocks + 2);
        const auto qh = loadAt<std::uint32_t>(blocks + 4);
        decodeNibbles(blocks + 8, values, [d, m, qh](std::size_t j, int nibble) {
            return static_cast<float>(nibble | fifthBit(qh, j)) * d + m;
        });
    }
}

void decodeQ8_0(const std::uint8_t* blocks, std::size_t count, float* values)
{
    for (; count > 0; --count, blocks += 34, values += kBlock) {
        const float d = halfAt(blocks);
        for (std::size_t j = 0; j < kBlock; ++j)
            values[j] = static_cast<float>(static_cast<std::int8_t>(blocks[2 + j])) * d;
    }
}

void decodeIQ4_NL(const std::uint8_t* blocks, std::size_t count, float* values)
{
    constexpr std::array<float, 16> kLevels{-127, -104, -83, -65, -49, -35, -22, -10,
                                            1,    13,   25,  38,  53,  69,  89,  113};
    for (; count > 0; --count, blocks += 18, values += kBlock) {
        const float d = halfAt(blocks);
        decodeNibbles(blocks + 2, values, [&kLevels, d](std::size_t, int nibble) {
            return kLevels[static_cast<std::size_t>(nibble)] * d;
        });
    }
}

} // namespace rw
