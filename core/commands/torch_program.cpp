#include "core/commands/torch_program.h"

#include "core/base/cores.h"
#include "core/base/error.h"
#include "core/process/sibling_program.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace rw {

namespace {

/// The kernels that OpenBLAS chooses by itself, "" where the system's BLAS is another.
std::string openBlasCore()
{
    void* const library = dlopen("libblas.so.3", RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return {};
    using NameFunction = char* (*)();
    void* const symbol = dlsym(library, "openblas_get_corename");
    const char* const name = symbol == nullptr ? nullptr : reinterpret_cast<NameFunction>(symbol)();
    return name == nullptr ? "" : name;
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

void setLibraryEnvironment()
{
    constexpr int kKeep = 0; // what a person has set stays
    const std::string core = openBlasCore();
    const KernelSet best = bestForThisCpu();
    if (!core.empty() && setOf(core) < best)
        setenv("OPENBLAS_CORETYPE", best == KernelSet::Avx512 ? "SkylakeX" : "Haswell", kKeep);
    // The products that matter are oneDNN's (core/policy/products.h), on OpenMP's threads: those of OpenBLAS
    // would only spin beside them.
    setenv("OPENBLAS_NUM_THREADS", "1", kKeep);
    // Debian's LibTorch takes half of the CPUs it sees for hardware threads.
    setenv("OMP_NUM_THREADS", std::to_string(physicalCores()).c_str(), kKeep);
    // A training step asks for the same large tensors again and again: the C library keeps their memory, on
    // huge pages, instead of having the system clear it anew each time.
    setenv("GLIBC_TUNABLES",
           "glibc.malloc.hugetlb=1:glibc.malloc.mmap_max=0:glibc.malloc.arena_max=1:"
           "glibc.malloc.trim_threshold=100000000000",
           kKeep);
    // Threads that wait for each other spin for milliseconds by default. Where the window or another program
    // needs a core meanwhile, the one waited for does not get to run.
    if (std::getenv("OMP_WAIT_POLICY") == nullptr)
        setenv("GOMP_SPINCOUNT", "1000", kKeep);
}

} // namespace

void becomeTorchProgram(char** argv)
{
    setLibraryEnvironment();
    const std::string program = siblingProgram("rollout-torch");
    execv(program.c_str(), argv);
    throw Error("This command needs " + program + ", which does not start: " + std::strerror(errno) + ".",
                "Build or install all of Rollout Workbench: the programs stand in one folder.");
}

} // namespace rw
