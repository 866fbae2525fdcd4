#pragma once

#include <string>

namespace rw {

/// What does the matrix products that are not our own kernels', as found in this process.
struct BlasInfo
{
    std::string library; ///< "OpenBLAS", "MKL", "reference BLAS"
    std::string core;    ///< OpenBLAS kernel set in use, for example "SkylakeX"; empty elsewhere
    std::string oneDnn;  ///< its version: what computes products.h
    bool slow = false;   ///< the reference BLAS, some 50 times slower: say so
};

BlasInfo blasInfo();

} // namespace rw
