// The body of row_kernels_*.cpp, compiled once for each instruction set. Those files include nothing but this
// and <cstddef>: an inline function of the standard library built for a newer CPU must not win at link time.
// Each defines before: RW_KERNEL_LANES (floats in a vector register), RW_KERNEL_ROWS (rows of a tile).

#include "core/policy/row_kernels_attention.h"
#include "core/policy/row_kernels_elementwise.h"
#include "core/policy/row_kernels_linear.h"

namespace rw {
namespace {

constexpr RowKernels makeKernels(const char* name)
{
    return {name,           linear, rmsNorm, rmsNormGradient, layerNorm, silu,    geluTanh, swiGlu,
            swiGluGradient, geGlu,  add,     softcap,         attend,    maximum, expSums};
}

} // namespace
} // namespace rw
