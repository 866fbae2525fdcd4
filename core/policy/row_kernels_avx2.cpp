#define RW_KERNEL_LANES 8
#define RW_KERNEL_ROWS 6
#include "core/policy/row_kernels_impl.h"

namespace rw {

const RowKernels& rowKernelsAvx2()
{
    static constexpr RowKernels kKernels = makeKernels("AVX2");
    return kKernels;
}

} // namespace rw
