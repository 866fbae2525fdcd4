#pragma once

// What row_kernels.h does to the elements of a row.

#include "core/policy/row_kernels.h"
#include "core/policy/row_kernels_vector.h"

namespace rw {
namespace {

inline float sum(const float* x, std::size_t size)
{
    Vec total{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        total += load(x + i);
    float all = laneSum(total);
    for (; i < size; ++i)
        all += x[i];
    return all;
}

void rmsNorm(const float* x, const float* weight, std::size_t size, float epsilon, float* y)
{
    Vec squares{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        squares += load(x + i) * load(x + i);
    float sum = laneSum(squares);
    for (; i < size; ++i)
        sum += x[i] * x[i];
    const float scale = 1.0F / __builtin_sqrtf(sum / static_cast<float>(size) + epsilon);
    for (i = 0; i + kLanes <= size; i += kLanes)
        store(y + i, load(x + i) * scale * load(weight + i));
    for (; i < size; ++i)
        y[i] = x[i] * scale * weight[i];
}

/// With s = 1 / sqrt(mean(x^2) + epsilon) and g the gradient of y = x s weight:
/// dx = s g weight - x s^3 mean(g weight x), dweight = g x s.
void rmsNormGradient(const float* x, const float* weight, const float* gradient, std::size_t size,
                     float epsilon, float* toX, float* toWeight)
{
    Vec squares{}, products{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes) {
        squares += load(x + i) * load(x + i);
        products += load(gradient + i) * load(weight + i) * load(x + i);
    }
    float square = laneSum(squares), product = laneSum(products);
    for (; i < size; ++i) {
        square += x[i] * x[i];
        product += gradient[i] * weight[i] * x[i];
    }
    const float scale = 1.0F / __builtin_sqrtf(square / static_cast<float>(size) + epsilon);
    const float pull = scale * scale * scale * product / static_cast<float>(size);
    for (i = 0; i + kLanes <= size; i += kLanes) {
        const Vec slope = load(gradient + i) * scale;
        store(toWeight + i, load(toWeight + i) + slope * load(x + i));
        store(toX + i, slope * load(weight + i) - load(x + i) * pull);
    }
    for (; i < size; ++i) {
        toWeight[i] += gradient[i] * scale * x[i];
        toX[i] = gradient[i] * scale * weight[i] - x[i] * pull;
    }
}

void layerNorm(const float* x, const float* weight, const float* bias, std::size_t size, float epsilon,
               float* y)
{
    const float mean = sum(x, size) / static_cast<float>(size);
    Vec squares{};
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        squares += (load(x + i) - mean) * (load(x + i) - mean);
    float variance = laneSum(squares);
    for (; i < size; ++i)
        variance += (x[i] - mean) * (x[i] - mean);
    const float scale = 1.0F / __builtin_sqrtf(variance / static_cast<float>(size) + epsilon);
    for (i = 0; i + kLanes <= size; i += kLanes)
        store(y + i, (load(x + i) - mean) * scale * load(weight + i) + load(bias + i));
    for (; i < size; ++i)
        y[i] = (x[i] - mean) * scale * weight[i] + bias[i];
}

/// numerator / (1 + exp(-x))
inline Vec overSigmoid(Vec numerator, Vec x)
{
    const Vec limited = x < splat(-80.0F) ? splat(-80.0F) : x; // keeps exp(-x) finite
    return numerator / (1.0F + vexp(-limited));
}

inline Vec siluOf(Vec x)
{
    return overSigmoid(x, x);
}

/// x (1 + tanh(z)) / 2 is x sigmoid(2 z), z = sqrt(2 / pi) (x + 0.044715 x^3).
inline Vec geluTanhOf(Vec x)
{
    constexpr float kTwiceRoot = 1.59576912F;
    return overSigmoid(x, kTwiceRoot * (x + 0.044715F * x * x * x));
}

/// y[i] = of(a[i], b[i])
template <class Function>
inline void map(const float* a, const float* b, std::size_t size, float* y, const Function& of)
{
    std::size_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        store(y + i, of(load(a + i), load(b + i)));
    if (i == size)
        return;
    float lefts[kLanes] = {}, rights[kLanes] = {}, results[kLanes];
    for (std::size_t j = i; j < size; ++j) {
        lefts[j - i] = a[j];
        rights[j - i] = b[j];
    }
    store(results, of(load(lefts), load(rights)));
    for (std::size_t j = i; j < size; ++j)
        y[j] = results[j - i];
}

void silu(const float* x, std::size_t size, float* y)
{
    map(x, x, size, y, [](Vec v, Vec) { return siluOf(v); });
}

void geluTanh(const float* x, std::size_t size, float* y)
{
    map(x, x, size, y, [](Vec v, Vec) { return geluTanhOf(v); });
}

void swiGlu(const float* gate, const float* up, std::size_t size, float* y)
{
    map(gate, up, size, y, [](Vec g, Vec u) { return siluOf(g) * u; });
}

/// With s = sigmoid(gate): dup = g gate s, dgate = g up s (1 + gate (1 - s)).
void swiGluGradient(const float* gate, const float* up, const float* gradient, std::size_t size,
                    float* toGate, float* toUp)
{
    map(gate, gradient, size, toUp, [](Vec x, Vec g) { return siluOf(x) * g; });
    map(gate, up, size, toGate, [](Vec x, Vec u) {
        const Vec sigmoid = overSigmoid(splat(1.0F), x);
        return u * sigmoid * (1.0F + x * (1.0F - sigmoid));
    });
    map(toGate, gradient, size, toGate, [](Vec slope, Vec g) { return slope * g; });
}

void geGlu(const float* gate, const float* up, std::size_t size, float* y)
{
    map(gate, up, size, y, [](Vec g, Vec u) { return geluTanhOf(g) * u; });
}

void add(const float* x, std::size_t size, float* y)
{
    map(x, y, size, y, [](Vec a, Vec b) { return a + b; });
}

/// c tanh(x / c) is c (2 sigmoid(2 x / c) - 1).
void softcap(float* x, std::size_t size, float cap)
{
    const float slope = 2.0F / cap;
    map(x, x, size, x, [=](Vec v, Vec) { return overSigmoid(splat(2.0F * cap), v * slope) - cap; });
}

float maximum(const float* x, std::size_t size)
{
    float largest = x[0];
    std::size_t i = 0;
    if (size >= kLanes) {
        Vec best = load(x);
        for (; i + kLanes <= size; i += kLanes) {
            const Vec v = load(x + i);
            best = v > best ? v : best;
        }
        float lanes[kLanes];
        store(lanes, best);
        for (const float lane : lanes)
            largest = lane > largest ? lane : largest;
    }
    for (; i < size; ++i)
        largest = x[i] > largest ? x[i] : largest;
    return largest;
}

ExpSums expSums(const float* x, std::size_t size, float maximum, float scale, float* terms)
{
    constexpr std::size_t kChunk = 256; // floats add up this far, doubles from there
    ExpSums sums{0.0, 0.0};
    for (std::size_t begin = 0; begin < size; begin += kChunk) {
        const std::size_t end = begin + kChunk < size ? begin + kChunk : size;
        Vec total{}, weighted{};
        std::size_t i = begin;
        for (; i + kLanes <= end; i += kLanes) {
            const Vec shifted = (load(x + i) - maximum) * scale;
            const Vec term = vexp(shifted);
            store(terms + i, term);
            total += term;
            weighted += term > Vec{} ? term * shifted : Vec{}; // 0 * -inf is not a number
        }
        if (i < end) {
            float rest[kLanes], result[kLanes];
            for (std::size_t j = 0; j < kLanes; ++j)
                rest[j] = i + j < end ? (x[i + j] - maximum) * scale : -1000.0F;
            const Vec shifted = load(rest);
            const Vec term = vexp(shifted);
            store(result, term);
            for (std::size_t j = i; j < end; ++j)
                terms[j] = result[j - i];
            total += term;
            weighted += term > Vec{} ? term * shifted : Vec{};
        }
        sums.sum += static_cast<double>(laneSum(total));
        sums.weightedSum += static_cast<double>(laneSum(weighted));
    }
    return sums;
}

} // namespace
} // namespace rw
