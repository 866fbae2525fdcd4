#include "core/policy/row_kernels.h"

namespace rw {

const RowKernels& rowKernelsBaseline();

#ifdef RW_X86_KERNELS

const RowKernels& rowKernelsAvx512();
const RowKernels& rowKernelsAvx2();

RowKernelList availableRowKernels()
{
    RowKernelList list{};
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        list.items[list.count++] = &rowKernelsAvx512();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        list.items[list.count++] = &rowKernelsAvx2();
    list.items[list.count++] = &rowKernelsBaseline();
    return list;
}

#else

RowKernelList availableRowKernels()
{
    return {{&rowKernelsBaseline()}, 1};
}

#endif

const RowKernels& rowKernels()
{
    static const RowKernels& best = *availableRowKernels().items[0];
    return best;
}

} // namespace rw
