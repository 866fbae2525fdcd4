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

/// Old OpenBLAS takes new CPUs for old ones. Where the CPU can do more than the kernels chosen, sets
/// OPENBLAS_CORETYPE and runs the program anew (`execv`) with the same arguments; does nothing the second
/// time, or where a person set it. Call first in main, before any thread.
void restartWithFastBlas(char** argv);

} // namespace rw
