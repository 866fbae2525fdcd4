#pragma once

#include <cstddef>

namespace rw {

/// Columns of a weight panel, see packed_linear.h.
inline constexpr std::size_t kPanelColumns = 16;
/// Tokens of a key/value block, see kv_cache.h.
inline constexpr std::size_t kBlockTokens = 16;

/// The keys and values of up to kBlockTokens tokens for one key/value head.
struct BlockView
{
    const float* keys;   ///< [dim][kBlockTokens]: one column a token
    const float* values; ///< [kBlockTokens][padded dim]
    std::size_t first;   ///< first token that is seen
    std::size_t tokens;  ///< filled so far, more than `first`
};

/// One answer's queries of one key/value head against all it may see.
struct AttentionJob
{
    const float* query;      ///< [heads][dim], turned and scaled
    std::size_t heads;       ///< query heads that share the key/value head
    std::size_t dim;         ///< any; read as it is
    std::size_t paddedDim;   ///< row length of values, a multiple of kBlockTokens
    const BlockView* blocks; ///< [blockCount]
    std::size_t blockCount;
    float* scores; ///< scratch, [heads][blockCount * kBlockTokens]
    float* output; ///< [heads][dim]
};

/// What one pass over logits finds. Terms are e_i = exp((x_i - max) * scale).
struct ExpSums
{
    double sum;         ///< of e_i
    double weightedSum; ///< of e_i * (x_i - max) * scale
};

/// The arithmetic of decoding, one row at a time as far as results go: every output element is computed in
/// one order of operations that depends on the row alone, whatever other rows are given with it. Compiled
/// once for each instruction set; results differ between sets in the last bits.
struct RowKernels
{
    const char* name;

    /// y[r][panel columns] (+)= sum over k of x[r][k] * panels[panel][k][column], k ascending.
    /// @param columns columns of y that exist; those of the last panel beyond them are not written
    void (*linear)(const float* x, std::size_t xStride, std::size_t rows, const float* panels,
                   std::size_t depth, std::size_t firstPanel, std::size_t lastPanel, float* y,
                   std::size_t yStride, std::size_t columns, bool add);
    /// y = x / sqrt(mean(x^2) + epsilon) * weight
    void (*rmsNorm)(const float* x, const float* weight, std::size_t size, float epsilon, float* y);
    /// The gradients of rmsNorm, from that of y: toX = gradient of x, toWeight += that of the weight.
    void (*rmsNormGradient)(const float* x, const float* weight, const float* gradient, std::size_t size,
                            float epsilon, float* toX, float* toWeight);
    /// y = (x - mean(x)) / sqrt(var(x) + epsilon) * weight + bias
    void (*layerNorm)(const float* x, const float* weight, const float* bias, std::size_t size, float epsilon,
                      float* y);
    // y may be one of the inputs of these:
    void (*silu)(const float* x, std::size_t size, float* y);                       ///< y = x sigmoid(x)
    void (*geluTanh)(const float* x, std::size_t size, float* y);                   ///< GELU in its tanh form
    void (*swiGlu)(const float* gate, const float* up, std::size_t size, float* y); ///< y = silu(gate) up
    /// The gradients of swiGlu, from that of y.
    void (*swiGluGradient)(const float* gate, const float* up, const float* gradient, std::size_t size,
                           float* toGate, float* toUp);
    void (*geGlu)(const float* gate, const float* up, std::size_t size, float* y); ///< y = gelu(gate) up
    void (*add)(const float* x, std::size_t size, float* y);                       ///< y += x
    void (*softcap)(float* x, std::size_t size, float cap);                        ///< x = cap tanh(x / cap)
    void (*attend)(const AttentionJob& job);
    /// Largest of `size` > 0 values.
    float (*maximum)(const float* x, std::size_t size);
    /// terms[i] = exp((x[i] - maximum) * scale)
    ExpSums (*expSums)(const float* x, std::size_t size, float maximum, float scale, float* terms);
};

/// The kernels for the best instruction set this CPU has.
const RowKernels& rowKernels();

/// All that this CPU can run, best first; the last needs nothing special.
struct RowKernelList
{
    const RowKernels* items[3];
    std::size_t count;
};
RowKernelList availableRowKernels();

} // namespace rw
