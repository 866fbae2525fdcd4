#include "core/policy/blas.h"

#include "core/policy/torch_compat.h"

#include <dlfcn.h>
#include <oneapi/dnnl/dnnl.h>

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

std::string oneDnnVersion()
{
    const dnnl_version_t& version = *dnnl_version();
    return std::to_string(version.major) + "." + std::to_string(version.minor) + "." +
           std::to_string(version.patch);
}

} // namespace

BlasInfo blasInfo()
{
    const std::string oneDnn = oneDnnVersion();
    if (const std::string core = openBlasCore(); !core.empty())
        return {"OpenBLAS", core, oneDnn, false};
    if (at::hasMKL())
        return {"MKL", {}, oneDnn, false};
    if (dlsym(RTLD_DEFAULT, "bli_info_get_version_str") != nullptr)
        return {"BLIS", {}, oneDnn, false};
    if (dlsym(RTLD_DEFAULT, "sgemm_") != nullptr)
        return {"reference BLAS", {}, oneDnn, true};
    return {"built into LibTorch", {}, oneDnn, false};
}

} // namespace rw
