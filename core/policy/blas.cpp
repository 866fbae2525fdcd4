#include "core/policy/blas.h"

#include "core/policy/cores.h"
#include "core/policy/torch_compat.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace rw {

namespace {

constexpr const char* kCoreType = "OPENBLAS_CORETYPE";
constexpr const char* kRestarted = "ROLLOUT_ENGINE_RESTARTED";

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

/// Kernel sets of OpenBLAS that use what the CPU has.
enum class KernelSet { Old, Avx2, Avx512 };

KernelSet setOf(std::string_view core)
{
    constexpr std::array<std::string_view, 4> kAvx512 = {"SkylakeX", "Cooperlake", "SapphireRapids", "Zen5"};
    constexpr std::array<std::string_view, 3> kAvx2 = {"Haswell", "Zen", "Excavator"};
    for (const std::string_view name : kAvx512) {
        if (core == name)
            return KernelSet::Avx512;
    }
    for (const std::string_view name : kAvx2) {
        if (core == name)
            return KernelSet::Avx2;
    }
    return KernelSet::Old;
}

KernelSet bestForThisCpu()
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
        return KernelSet::Avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return KernelSet::Avx2;
#endif
    return KernelSet::Old;
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

void restartWithFastBlas(char** argv)
{
    if (std::getenv(kRestarted) != nullptr)
        return;
    constexpr int kKeep = 0; // what a person has set stays
    const std::string core = openBlasCore();
    const KernelSet best = bestForThisCpu();
    if (!core.empty() && setOf(core) < best)
        setenv(kCoreType, best == KernelSet::Avx512 ? "SkylakeX" : "Haswell", kKeep);
    // Debian's LibTorch takes half of the CPUs it sees for hardware threads, OpenBLAS takes all for cores.
    setenv("OMP_NUM_THREADS", std::to_string(physicalCores()).c_str(), kKeep);
    // Threads that wait for each other spin for milliseconds by default. Where the window or another program
    // needs a core meanwhile, the one waited for does not get to run.
    if (std::getenv("OMP_WAIT_POLICY") == nullptr)
        setenv("GOMP_SPINCOUNT", "1000", kKeep);
    setenv(kRestarted, "1", 1);
    execv("/proc/self/exe", argv);
    // Without /proc it goes on as it is: slower, and blasInfo() names the kernels in use.
}

} // namespace rw
