#define RW_KERNEL_LANES 16
#define RW_KERNEL_ROWS 30
#include "core/policy/row_kernels_impl.h"

namespace rw {

const RowKernels& rowKernelsAvx512()
{
    static constexpr RowKernels kKernels = makeKernels("AVX-512");
    return kKernels;
}

} // namespace rw
