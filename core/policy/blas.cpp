#include "core/policy/blas.h"

#include "core/policy/torch_compat.h"

#include <dlfcn.h>

namespace rw {

namespace {

/// The core OpenBLAS chose, "" where the BLAS is another.
std::string openBlasCore()
{
    using NameFunction = char* (*)();
    void* symbol = dlsym(RTLD_DEFAULT, "openblas_get_corename");
    if (symbol == nullptr)
        return {};
    const char* name = reinterpret_cast<NameFunction>(symbol)();
    return name == nullptr ? "unknown" : name;
}

} // namespace

BlasInfo blasInfo()
{
    if (const std::string core = openBlasCore(); !core.empty())
        return {"OpenBLAS", core, false};
    if (at::hasMKL())
        return {"MKL", {}, false};
    if (dlsym(RTLD_DEFAULT, "bli_info_get_version_str") != nullptr)
        return {"BLIS", {}, false};
    if (dlsym(RTLD_DEFAULT, "sgemm_") != nullptr)
        return {"reference BLAS", {}, true};
    return {"built into LibTorch", {}, false};
}

} // namespace rw
