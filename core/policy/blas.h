#pragma once

#include <string>

namespace rw {

/// What does the matrix products, as found in this process.
struct BlasInfo
{
    std::string library; ///< "OpenBLAS", "MKL", "reference BLAS"
    std::string core;    ///< OpenBLAS kernel set in use, for example "SkylakeX"; empty elsewhere
    bool slow = false;   ///< the reference BLAS, some 50 times slower: say so
};

BlasInfo blasInfo();

/// Sets what libraries read only while they are loaded and runs the program anew (`execv`) with the same
/// arguments; does nothing the second time, and leaves alone what a person has set:
/// - OPENBLAS_CORETYPE, where the CPU can do more than the kernels chosen: old OpenBLAS takes new CPUs for
/// old;
/// - OMP_NUM_THREADS, one a core;
/// - GOMP_SPINCOUNT, so that waiting threads leave their core to others soon.
/// Call first in main, before any thread.
void restartWithFastBlas(char** argv);

} // namespace rw
