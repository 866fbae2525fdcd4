#pragma once

namespace rw {

/// Becomes `rollout-torch`, the program beside this one that holds LibTorch, with the same arguments
/// (`execv`): it has every command. Before, it sets what libraries read only while they are loaded, and
/// leaves alone what a person has set:
/// - OPENBLAS_CORETYPE, where the CPU can do more than the kernels that OpenBLAS would choose: old ones take
/// new CPUs for old;
/// - OMP_NUM_THREADS, one a core;
/// - GOMP_SPINCOUNT, so that waiting threads leave their core to others soon.
/// Call before any thread is started. @throws Error where there is no such program.
[[noreturn]] void becomeTorchProgram(char** argv);

} // namespace rw
