#include "core/policy/parallel.h"

#include <ATen/Parallel.h>

#include <cstdint>

namespace rw {

void parallelFor(std::size_t size, std::size_t grain,
                 const std::function<void(std::size_t, std::size_t)>& part)
{
    if (size == 0)
        return;
    if (size <= grain || at::in_parallel_region() || at::get_num_threads() == 1) {
        part(0, size);
        return;
    }
    // at::parallel_for is OpenMP in a header: this file alone is built with -fopenmp.
    at::parallel_for(0, static_cast<std::int64_t>(size), static_cast<std::int64_t>(grain),
                     [&](std::int64_t begin, std::int64_t end) {
                         part(static_cast<std::size_t>(begin), static_cast<std::size_t>(end));
                     });
}

} // namespace rw
