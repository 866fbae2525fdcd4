#define RW_KERNEL_LANES 4
#define RW_KERNEL_ROWS 6
#include "core/policy/row_kernels_impl.h"

namespace rw {

const RowKernels& rowKernelsBaseline()
{
    static constexpr RowKernels kKernels = makeKernels("baseline");
    return kKernels;
}

} // namespace rw
