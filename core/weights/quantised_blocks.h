#pragma once

#include "core/weights/float_formats.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace rw {

// One function a type: `count` blocks into floats. The layouts are those of ggml-common.h, where d is the
// scale, m the minimum, qs the low bits and qh the high bits of the quants.
using BlockDecoder = void (*)(const std::uint8_t* blocks, std::size_t count, float* values);

void decodeQ4_0(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ4_1(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ5_0(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ5_1(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ8_0(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeIQ4_NL(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ2_K(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ3_K(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ4_K(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ5_K(const std::uint8_t* blocks, std::size_t count, float* values);
void decodeQ6_K(const std::uint8_t* blocks, std::size_t count, float* values);

/// A number at any address.
template <class Number>
Number loadAt(const std::uint8_t* bytes)
{
    Number number;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

/// A scale: an IEEE half at any address.
inline float halfAt(const std::uint8_t* bytes)
{
    return fromHalf(loadAt<std::uint16_t>(bytes));
}

} // namespace rw
