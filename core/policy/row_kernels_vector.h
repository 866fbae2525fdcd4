#pragma once

// Vectors of one register, for row_kernels_*.h alone.

#include <cstddef>

namespace rw {
namespace {

constexpr std::size_t kLanes = RW_KERNEL_LANES;

using Vec = float __attribute__((vector_size(kLanes * sizeof(float))));
using LooseVec = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));
using IntVec = int __attribute__((vector_size(kLanes * sizeof(int))));

inline Vec load(const float* p)
{
    return *reinterpret_cast<const LooseVec*>(p);
}

inline void store(float* p, Vec v)
{
    *reinterpret_cast<LooseVec*>(p) = v;
}

inline Vec splat(float x)
{
    return x - Vec{}; // the compiler's way to say broadcast
}

/// sum += x * columns. Where a broadcast can be part of the multiplication it takes no register of its own.
inline void addProduct(Vec& sum, const float& x, Vec columns)
{
#ifdef __AVX512F__
    asm("vfmadd231ps %2%{1to16%}, %1, %0" : "+v"(sum) : "v"(columns), "m"(x));
#else
    sum += splat(x) * columns;
#endif
}

/// The lanes added in one fixed order: halves on halves.
inline float laneSum(Vec v)
{
    float lanes[kLanes];
    store(lanes, v);
    for (std::size_t width = kLanes / 2; width > 0; width /= 2)
        for (std::size_t i = 0; i < width; ++i)
            lanes[i] += lanes[i + width];
    return lanes[0];
}

/// exp for x <= 88, 0 below -87. Relative error about 1e-7. Cody and Waite's reduction x = n ln 2 + r with a
/// Taylor polynomial of degree 7 in r, |r| <= 0.35.
inline Vec vexp(Vec x)
{
    constexpr float kLog2E = 1.44269504F;
    constexpr float kLn2High = 0.693359375F;
    constexpr float kLn2Low = -2.12194440e-4F;
    constexpr float kRound = 12582912.0F; // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
    const IntVec tiny = x < splat(-87.0F);
    const Vec clamped = tiny ? splat(-87.0F) : x;
    const Vec shifted = clamped * kLog2E + kRound;
    const Vec n = shifted - kRound;
    const Vec r = (clamped - n * kLn2High) - n * kLn2Low;
    Vec p = splat(1.0F / 5040.0F);
    p = p * r + (1.0F / 720.0F);
    p = p * r + (1.0F / 120.0F);
    p = p * r + (1.0F / 24.0F);
    p = p * r + (1.0F / 6.0F);
    p = p * r + 0.5F;
    p = p * r + 1.0F;
    p = p * r + 1.0F;
    const IntVec exponent = (__builtin_convertvector(n, IntVec) + 127) << 23;
    const Vec result = p * reinterpret_cast<Vec>(exponent);
    return tiny ? Vec{} : result;
}

} // namespace
} // namespace rw
